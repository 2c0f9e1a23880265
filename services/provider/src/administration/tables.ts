import { administrationTables, endProposals, usedProposalTables } from '@kazasu/server/administration';
import type { StatementRunner } from '@kazasu/server/store';

export const PROVIDER = 'provider';
export const ADMINISTRATION_TABLES = administrationTables(PROVIDER);
export const USED_PROPOSALS = usedProposalTables(PROVIDER);

/** After a restore: one that was agreed to since the backup would wait again. */
export function endAllProposals(within: StatementRunner, now: number): Promise<void> {
  return endProposals(within, PROVIDER, { now });
}
