/**
 * What the verifier says of requests to the door before it (`@kazasu/server/limit`). Owns: which of them begin something, how often one
 * address may ask, and the door's answers in the form of who asked: a problem in both languages, a page of the console.
 * Refuses: to believe a key that nobody has looked up. Tenants share by the addresses that they ask from.
 */
import { API_HEADERS, PAGE_HEADERS } from '@kazasu/server/http';
import type { Asked, DoorRules } from '@kazasu/server/limit';
import { busyPages } from '@kazasu/ui';
import type { VerifierConfig } from '../config.ts';
import { createProblem, PROBLEM_MEDIA_TYPE } from '../problem/index.ts';
import { type Language, languageOf, type Text } from '../text.ts';

const GOES_ON: Asked = { urgency: 'goes-on' };
const BEGINS: Asked = { urgency: 'begins' };
const FREE: Asked = { urgency: 'goes-on', free: true };

/** What costs most: documents and signatures are judged, the authority is asked, evidence is written. */
const BEGIN = [
  '/v1/verifications',
  '/v1/status-checks',
  '/v1/consents',
  '/v1/watches',
  '/admin/',
  '/console',
];
const TO_PEOPLE = { ...PAGE_HEADERS, 'Content-Type': 'text/html; charset=UTF-8' };

export function verifierDoor(
  { baseUrl, basePath }: Pick<VerifierConfig, 'baseUrl' | 'basePath'>,
  service: Text,
): DoorRules {
  const pages = busyPages(service);
  const health = `${basePath}/healthz`;
  const begin = BEGIN.map((path) => basePath + path);
  const headersIn = (language: Language) => ({
    ...API_HEADERS,
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Content-Language': language,
    Vary: 'Accept-Language',
  });
  const headers = { ja: headersIn('ja'), en: headersIn('en') };
  return {
    perAddress: { perSecond: 1_000, burst: 10_000 },
    classify: ({ url = '', method }) => {
      if (url === health) return FREE;
      return method === 'POST' && begin.some((path) => url.startsWith(path)) ? BEGINS : GOES_ON;
    },
    answer: (request, { status, retryAfter }) => {
      if (request.headers.accept?.includes('text/html')) return { headers: TO_PEOPLE, body: pages(request) };
      const language = languageOf(request.headers['accept-language']);
      const code = status === 429 ? 'too-many-requests' : 'unavailable';
      const problem = createProblem(code, { baseUrl, language, facts: { retryAfter } });
      return { headers: headers[language], body: JSON.stringify(problem) };
    },
  };
}
