import type { IncomingMessage } from 'node:http';
import { API_HEADERS, PAGE_HEADERS } from '@kazasu/server/http';
import type { Asked, DoorRules } from '@kazasu/server/limit';
import { chooseLanguage, LANGUAGES, type Language } from '@kazasu/ui/text';
import { ADMIN_PATHS } from '../api/admin.ts';
import { APP_PATHS } from '../api/app.ts';
import { SIGN_PATHS } from '../api/sign.ts';
import type { ProviderConfig } from '../config.ts';
import { busyPage } from '../page/index.ts';
import type { ClientLimits } from './client-limits.ts';

const GOES_ON: Asked = { urgency: 'goes-on' };
const BEGINS: Asked = { urgency: 'begins' };
const FREE: Asked = { urgency: 'goes-on', free: true };

/** Below all of them the app asks. */
const APP = APP_PATHS.open.slice(0, APP_PATHS.open.indexOf('/', 1) + 1);
const ADMIN = ADMIN_PATHS.clients.slice(0, ADMIN_PATHS.clients.indexOf('/', 1) + 1);
/** So far into a query a client's name is looked for; a longer request is one without. */
const LOOKED_AT = 4_000;

export function providerDoor(
  config: Pick<ProviderConfig, 'basePath' | 'protocolPath' | 'phoneOrigin'>,
  limits: ClientLimits,
): DoorRules {
  const { basePath, protocolPath } = config;
  const authorize = `${protocolPath}/auth`;
  const begins = [`${protocolPath}/ext/par/request`, basePath + SIGN_PATHS.create, basePath + ADMIN];
  const answer = answers(config);
  return {
    classify: ({ url = '' }) => {
      if (url.startsWith(authorize) && (url.length === authorize.length || url[authorize.length] === '?')) {
        const clientId = clientIn(url, authorize.length);
        if (clientId === undefined || !limits.isKnown(clientId)) return BEGINS;
        return { urgency: 'begins', clientId, waitMs: limits.waitFor(clientId) };
      }
      if (url === '/healthz') return FREE;
      return begins.some((path) => url.startsWith(path)) ? BEGINS : GOES_ON;
    },
    answer,
    hear: (count) => limits.onRefused((clientId) => count('client', clientId)),
  };
}

/** The value of `client_id`, which no honest client has to escape. A first look: the endpoint itself asks again, however it is spelt. */
function clientIn(url: string, from: number): string | undefined {
  const at = url.indexOf('client_id=', from);
  const before = url[at - 1];
  if (at < 0 || at > LOOKED_AT || (before !== '?' && before !== '&')) return undefined;
  const end = url.indexOf('&', at);
  return url.slice(at + 'client_id='.length, end < 0 ? undefined : end);
}

const JSON_HEADERS = { ...API_HEADERS, 'Content-Type': 'application/json' };
/** RFC 6749 has no word for it at the token endpoint; that of its section 4.1.2.1 is what this provider says of itself elsewhere too. */
const OAUTH = JSON.stringify({ error: 'temporarily_unavailable' });
const PLAIN = JSON.stringify({ error: 'too_many_requests' });
const PROBLEM = JSON.stringify({ error: 'too_many_requests', final: false });

/** Made once: a refusal costs no page. */
function answers({
  basePath,
  protocolPath,
  phoneOrigin,
}: Pick<ProviderConfig, 'basePath' | 'protocolPath' | 'phoneOrigin'>): DoorRules['answer'] {
  const pagesOf = (again: boolean) =>
    new Map<Language, string>(LANGUAGES.map((lang) => [lang, busyPage(lang, again).toString()]));
  const [asked, sent] = [pagesOf(true), pagesOf(false)];
  const toPeople = { ...PAGE_HEADERS, 'Content-Type': 'text/html; charset=UTF-8' };
  // As the steps themselves answer: without it the app would not learn what happened.
  const toTheApp = {
    ...JSON_HEADERS,
    Vary: 'Origin',
    'Access-Control-Allow-Origin': phoneOrigin,
    'Access-Control-Expose-Headers': 'Retry-After',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  return (request) => {
    const { url = '', headers, method } = request;
    if (url.startsWith(basePath + APP)) return { headers: toTheApp, body: PROBLEM };
    if (headers.accept?.includes('text/html'))
      return {
        headers: toPeople,
        // A form that was sent is not sent again by a link.
        body: (method === 'POST' ? sent : asked).get(languageOf(request)) ?? '',
      };
    return { headers: JSON_HEADERS, body: url.startsWith(protocolPath) ? OAUTH : PLAIN };
  };
}

function languageOf({ url = '', headers }: IncomingMessage): Language {
  const asked = ['lang', 'ui_locales'].map(
    (name) => new RegExp(`[?&]${name}=([A-Za-z-]{1,20})`).exec(url)?.[1],
  );
  return chooseLanguage({ asked, acceptLanguage: headers['accept-language'] });
}
