import type { CertificateList, EventName, ResidentList, ResidentView } from '../api.ts';
import { EVENT_BODIES } from '../api.ts';
import { type CertificateRow, certificateStateOf, listOfResident } from '../certificate/index.ts';
import { listConsents, viewOf } from '../consent/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { endOf, listCards, mayHappen, stateOf, TRANSITIONS } from '../life/index.ts';
import { findResident, listResidents } from '../resident/index.ts';

const PAGE = 200;
const EVENT_NAMES = Object.keys(EVENT_BODIES) as readonly EventName[];

/** Everything about one resident. Throws `resident_unknown`. */
export async function residentView(deps: AuthorityDeps, residentId: string): Promise<ResidentView> {
  const now = Math.floor(deps.clock.now());
  const resident = await findResident(deps.store, deps.registerKey, residentId);
  if (!resident) throw new AuthorityError('resident_unknown', 'no such resident');
  const { record, status } = resident;
  const rows = await listCards(deps.store, residentId);
  const cards = rows.map((card) => ({
    sequence: card.sequence,
    state: stateOf(card, record, now),
    issuedAt: card.issuedAt,
    endsAt: endOf(card, record),
  }));
  const state = cards.at(-1)?.state;
  return {
    record,
    status,
    cards,
    certificates: (await listOfResident(deps.store, residentId)).map((row) => certificateView(row, now)),
    consents: (await listConsents(deps.store, residentId)).map((consent) => viewOf(consent, now)),
    events: EVENT_NAMES.filter(
      (event) => mayHappen(event, status) && state !== undefined && TRANSITIONS[event][state] !== undefined,
    ),
  };
}

export async function residentList(deps: AuthorityDeps, after: string): Promise<ResidentList> {
  const residents = await listResidents(deps.store, after, PAGE + 1);
  return { residents: residents.slice(0, PAGE), more: residents.length > PAGE };
}

/** Throws `resident_unknown`. */
export async function certificatesOf(deps: AuthorityDeps, residentId: string): Promise<CertificateList> {
  const rows = await listOfResident(deps.store, residentId);
  if (rows.length === 0 && !(await findResident(deps.store, deps.registerKey, residentId))) {
    throw new AuthorityError('resident_unknown', 'no such resident');
  }
  const now = deps.clock.now();
  return { certificates: rows.map((row) => certificateView(row, now)) };
}

function certificateView(row: CertificateRow, now: number): CertificateList['certificates'][number] {
  const { role, device, sequence, issuerKeyId, serial, notBefore, notAfter, revokedAt, reason } = row;
  return {
    role,
    device,
    sequence,
    notBefore,
    notAfter,
    id: { issuerKeyId, serial },
    state: certificateStateOf(row, now),
    ...(revokedAt !== null && { revokedAt }),
    ...(reason !== null && { reason }),
  };
}
