/**
 * What the authority says of requests to the door before it (`@kazasu/server/limit`). Owns: which of them begin something, how often one
 * address may ask, and the door's answers in the form of who asked: OCSP's `tryLater`, an AuthorityProblem, a page of the counter.
 * Refuses: to look at a token. Whoever asks for revocation is a service of few addresses, so an address may ask often.
 */
import { ocspError } from '@kazasu/pki/issue';
import { API_HEADERS, PAGE_HEADERS } from '@kazasu/server/http';
import type { Asked, DoorRules } from '@kazasu/server/limit';
import { busyPages } from '@kazasu/ui';
import { PATHS } from '../api.ts';
import type { AuthorityErrorCode } from '../error.ts';

const GOES_ON: Asked = { urgency: 'goes-on' };
const BEGINS: Asked = { urgency: 'begins' };
const FREE: Asked = { urgency: 'goes-on', free: true };

/** Below these an event begins: cards are made, keys certified, consents given back. */
const EVENTS = ['/admin/', '/counter', '/phone/', '/holder/'];

const JSON_HEADERS = { ...API_HEADERS, 'Content-Type': 'application/json' };
const OCSP_HEADERS = { ...API_HEADERS, 'Content-Type': 'application/ocsp-response' };
const TO_PEOPLE = { ...PAGE_HEADERS, 'Content-Type': 'text/html; charset=UTF-8' };

export function authorityDoor(service: { readonly ja: string; readonly en: string }): DoorRules {
  const pages = busyPages(service);
  // RFC 6960 section 4.2.1: it works, and cannot answer just now.
  const later = ocspError('tryLater');
  const asked = problem('too_many_requests', 'more was asked than one may');
  const busy = problem('unavailable', 'there is no room just now');
  return {
    perAddress: { perSecond: 5_000, burst: 20_000 },
    classify: ({ url = '', method }) => {
      if (url === PATHS.health) return FREE;
      return method === 'POST' && EVENTS.some((path) => url.startsWith(path)) ? BEGINS : GOES_ON;
    },
    answer: (request, { status }) => {
      const { url = '', headers } = request;
      if (isOcsp(url)) return { headers: OCSP_HEADERS, body: later };
      if (headers.accept?.includes('text/html')) return { headers: TO_PEOPLE, body: pages(request) };
      return { headers: JSON_HEADERS, body: status === 429 ? asked : busy };
    },
  };
}

function isOcsp(url: string): boolean {
  return url.startsWith(PATHS.ocsp) && (url.length === PATHS.ocsp.length || url[PATHS.ocsp.length] === '/');
}

function problem(error: AuthorityErrorCode, message: string): string {
  return JSON.stringify({ error, message });
}
