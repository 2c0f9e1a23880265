import {
  administrationTables,
  deleteOldProposals,
  deleteUsedRequests,
  endProposals,
} from '@kazasu/server/administration';
import type { StatementRunner } from '@kazasu/server/store';

export const PROVIDER = 'provider';
export const ADMINISTRATION_TABLES = administrationTables(PROVIDER);

/** Proposals are looked into for a while; what came of them stands in the audit log for ever. */
const KEPT_MS = 400 * 24 * 3_600_000;

export async function sweepAdministration(store: StatementRunner, now: number): Promise<void> {
  await deleteUsedRequests(store, PROVIDER, now);
  await deleteOldProposals(store, PROVIDER, now - KEPT_MS);
}

/** After a restore: one that was agreed to since the backup would wait again. */
export function endAllProposals(within: StatementRunner, now: number): Promise<void> {
  return endProposals(within, PROVIDER, { now });
}
