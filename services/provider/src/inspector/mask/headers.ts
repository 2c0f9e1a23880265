/** What is shown of headers: names of cookies, the kind of an authorization, and what a program makes of an answer. */
import { site } from './parts.ts';
import { masked, oneOf, short, text } from './rule.ts';
import type { Rule, RuleTable } from './shown.ts';
import { ACCESS_TOKEN, address, DPOP_PROOF } from './tables.ts';

/** A browser's cookies by their names alone. */
const cookies: Rule = (value) => {
  const names = String(value)
    .split(';')
    .map((pair) => (pair.split('=')[0] ?? '').trim());
  return {
    kind: 'object',
    fields: names.slice(0, 20).map((name) => ({
      name: /^(?:__Secure-)?kazasu-[0-9a-f-]{36}$/.test(name) ? name : '…',
      value: masked(''),
    })),
  };
};

const authorization: Rule = (value) => {
  const [, scheme, rest] = /^(Bearer|Basic|DPoP) +(.+)$/i.exec(String(value)) ?? [];
  if (scheme === undefined || rest === undefined) return masked(value);
  const shown = ACCESS_TOKEN(rest);
  return { kind: 'object', fields: [{ name: scheme, value: shown }] };
};

const setCookie: Rule = (value) => {
  const [pair = '', ...attributes] = String(value).split(';');
  const [name = '', ...of] = pair.split('=');
  const told = attributes
    .map((one) => one.trim())
    .filter((one) => /^(?:Path|Max-Age|HttpOnly|SameSite|Secure)/.test(one));
  return {
    kind: 'object',
    fields: [
      { name: /^(?:__Secure-)?kazasu-[0-9a-f-]{36}$/.test(name) ? name : '…', value: masked(of.join('=')) },
      ...told.map((one) => {
        const [key = '', set = ''] = one.split('=');
        return { name: key, value: key === 'Path' ? address(set) : text(/^[A-Za-z0-9]{0,10}$/)(set) };
      }),
    ],
  };
};

const MEDIA =
  '(?:[a-z*]+/[a-z*.+-]{1,40}|q=[01](?:\\.[0-9]{1,3})?|v=b3|charset="?utf-8"?|no-store|no-cache|max-age=[0-9]{1,8})';
const media = text(new RegExp(`^${MEDIA}(?:[;,] ?${MEDIA}){0,20}$`, 'i'));

/** A browser or program by its family, as far as it is one of these. */
const userAgent: Rule = (value) => {
  const found =
    /\b(?:Edg|Firefox|HeadlessChrome|Chrome|Safari|curl|node|undici|python-requests|Go-http-client|PostmanRuntime)(?:\/[0-9]{1,3})?/.exec(
      String(value),
    );
  return found === null ? masked(value) : { kind: 'text', text: found[0] };
};
const token1 = text(/^[a-z-]{1,20}$/);

export const REQUEST_HEADERS: RuleTable = {
  accept: media,
  'accept-language': text(
    /^(?:[a-z]{2,3}|\*)(?:-[A-Za-z]{2,4})?(?:;q=[01](?:\.[0-9]{1,3})?)?(?:, ?(?:[a-z]{2,3}|\*)(?:-[A-Za-z]{2,4})?(?:;q=[01](?:\.[0-9]{1,3})?)?){0,10}$/,
  ),
  authorization,
  'content-length': text(/^[0-9]{1,5}$/),
  'content-type': media,
  cookie: cookies,
  dpop: DPOP_PROOF,
  host: text(/^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?$/),
  origin: site,
  'sec-fetch-dest': token1,
  'sec-fetch-mode': token1,
  'sec-fetch-site': token1,
  'sec-fetch-user': text(/^\?1$/),
  'user-agent': userAgent,
};

export const ANSWER_HEADERS: RuleTable = {
  'access-control-allow-origin': site,
  allow: text(/^[A-Z, ]{1,40}$/),
  'cache-control': media,
  'content-type': media,
  'dpop-nonce': short,
  link: masked,
  location: address,
  pragma: token1,
  'retry-after': text(/^[0-9]{1,4}$/),
  'set-cookie': setCookie,
  vary: oneOf('Origin', 'Accept-Encoding'),
  'www-authenticate': (value) => {
    const [, scheme, error] = /^(Bearer|DPoP)\b.*?\berror="([a-z_]{1,40})"/.exec(String(value)) ?? [];
    return error === undefined ? masked(value) : { kind: 'text', text: `${scheme} error="${error}"` };
  },
};
