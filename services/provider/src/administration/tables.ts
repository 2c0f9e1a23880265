import { administrationTables, endProposals } from '@kazasu/server/administration';
import type { StatementRunner } from '@kazasu/server/store';

export const PROVIDER = 'provider';
export const ADMINISTRATION_TABLES = administrationTables(PROVIDER);

/** After a restore: one that was agreed to since the backup would wait again. */
export function endAllProposals(within: StatementRunner, now: number): Promise<void> {
  return endProposals(within, PROVIDER, { now });
}
