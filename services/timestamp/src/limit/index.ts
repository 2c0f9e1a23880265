/**
 * What the time-stamp service says of requests to the door before it (`@kazasu/server/limit`). Owns: what is free, how often one address
 * may ask, and the door's answers in the form of who asked: a TimeStampResp that refuses, an error, a page for the operator.
 */
import { refuseTimestamp } from '@kazasu/pki/issue';
import { API_HEADERS, PAGE_HEADERS } from '@kazasu/server/http';
import type { Asked, DoorRules } from '@kazasu/server/limit';
import { busyPages } from '@kazasu/ui';
import { MEDIA, PATHS } from '../api.ts';

const GOES_ON: Asked = { urgency: 'goes-on' };
const BEGINS: Asked = { urgency: 'begins' };
const FREE: Asked = { urgency: 'goes-on', free: true };

const REPLY_HEADERS = { ...API_HEADERS, 'Content-Type': MEDIA.reply };
const JSON_HEADERS = { ...API_HEADERS, 'Content-Type': 'application/json' };
const TO_PEOPLE = { ...PAGE_HEADERS, 'Content-Type': 'text/html; charset=UTF-8' };

export function timestampDoor(service: { readonly ja: string; readonly en: string }): DoorRules {
  const pages = busyPages(service);
  // RFC 3161 section 2.4.2 has no nearer failure; HTTP's status says the rest.
  const refused = refuseTimestamp('systemFailure');
  const [asked, busy] = ['too_many_requests', 'unavailable'].map((error) => JSON.stringify({ error }));
  return {
    perAddress: { perSecond: 1_000, burst: 10_000 },
    // Lists and certificates cost nothing, and whoever fetches them judges a time-stamp that exists.
    classify: ({ url = '' }) => {
      if (url === PATHS.health) return FREE;
      return url === PATHS.timestamp ? BEGINS : GOES_ON;
    },
    answer: (request, { status }) => {
      if (request.url === PATHS.timestamp) return { headers: REPLY_HEADERS, body: refused };
      if (request.headers.accept?.includes('text/html')) return { headers: TO_PEOPLE, body: pages(request) };
      return { headers: JSON_HEADERS, body: (status === 429 ? asked : busy) ?? '' };
    },
  };
}
