/** The verifier's tables, gathered from the rooms that own them, and the removal of what has had its time. */
import { sweepAdministration } from '@kazasu/server/administration';
import { type Migration, takeTurn } from '@kazasu/server/store';
import { ADMINISTRATION_TABLES, USED_PROPOSALS, VERIFIER } from './administration/administration.ts';
import { AUDIT_TABLES } from './audit/index.ts';
import { CONSENT_SIGNER_TABLES, CONSENT_TABLES, deleteOldPreparations } from './consent/index.ts';
import type { VerifierDeps } from './deps.ts';
import { ENCRYPTION_TABLES } from './encryption/index.ts';
import { forgetOnce } from './evidence/index.ts';
import { EVIDENCE_TABLES, TREE_TABLES } from './evidence/tables.ts';
import { CRL_NUMBER_TABLES } from './judge/index.ts';
import { KEY_TABLES } from './key/index.ts';
import { deleteOldLinks, deleteOldSessions } from './page/index.ts';
import { CONSOLE_TABLES } from './page/tables.ts';
import { PERSON_TABLES } from './person/index.ts';
import { CERTIFICATE_TABLES } from './status/index.ts';
import { TENANT_TABLES } from './tenant/index.ts';
import { USAGE_TABLES } from './usage/index.ts';
import { ITEM_REQUEST_TABLES } from './verification/index.ts';
import { WATCH_TABLES } from './watch/index.ts';
import { deleteOldEvents, LEASE_TABLES, WEBHOOK_TABLES } from './webhook/index.ts';

export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [
      ...TENANT_TABLES,
      ...KEY_TABLES,
      ...ENCRYPTION_TABLES,
      ...PERSON_TABLES,
      ...CRL_NUMBER_TABLES,
      ...ITEM_REQUEST_TABLES,
      ...EVIDENCE_TABLES,
      ...CERTIFICATE_TABLES,
      ...WATCH_TABLES,
      ...CONSENT_TABLES,
      ...USAGE_TABLES,
      ...WEBHOOK_TABLES,
      ...CONSOLE_TABLES,
    ],
  },
  { id: 2, statements: [...TREE_TABLES] },
  { id: 3, statements: [...LEASE_TABLES] },
  { id: 4, statements: [...CONSENT_SIGNER_TABLES] },
  // Named administrators, and what they did.
  { id: 5, statements: [...ADMINISTRATION_TABLES, ...AUDIT_TABLES] },
  { id: 6, statements: USED_PROPOSALS },
];

/** How long one node has the turn, in milliseconds: a little less than the time between two looks. */
const TURN_MS = 5_000;
const EVENTS_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Forgets what has had its time, in small statements, by one node at a time. Nothing of it is honoured, forgotten or not; events and the
 * log of their deliveries are kept far longer than a delivery is tried.
 */
export async function sweep({ store, clock }: Pick<VerifierDeps, 'store' | 'clock'>): Promise<void> {
  const now = Math.floor(clock.now());
  if (!(await takeTurn(store, { name: 'verifier.sweep', now, until: now + TURN_MS }))) return;
  await forgetOnce(store, now);
  await deleteOldEvents(store, now - EVENTS_KEPT_MS);
  await deleteOldPreparations(store, now);
  await deleteOldSessions(store, now);
  await deleteOldLinks(store, now);
  await sweepAdministration(store, VERIFIER, now);
}
