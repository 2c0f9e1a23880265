import type { StatementRunner } from '../store/index.ts';
import { deleteOldProposals } from './proposal-store.ts';
import { deleteUsedRequests } from './request-store.ts';
import { deleteUsedProposals } from './used-proposal-store.ts';

const SETTING = `(
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    seal TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (name, version)
  )`;

const PROPOSAL = `(
    proposal_id TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    proposer TEXT NOT NULL,
    proof TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_proof TEXT,
    decided_at BIGINT
  )`;

/** The tables of a service's administration, for its migrations, beside {@link usedProposalTables}. */
export function administrationTables(service: string): readonly string[] {
  return [
    `CREATE TABLE ${service}_setting ${SETTING}`,
    `CREATE TABLE ${service}_proposal ${PROPOSAL}`,
    `CREATE INDEX ${service}_proposal_expiry ON ${service}_proposal (expires_at)`,
    `CREATE TABLE ${service}_used_request (request_hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)`,
    `CREATE INDEX ${service}_used_request_expiry ON ${service}_used_request (expires_at)`,
  ];
}

/** Proposals are looked into for a while; what came of them stands in the audit log for ever. */
const KEPT_MS = 400 * 24 * 3_600_000;

/** Removes what has had its time. */
export async function sweepAdministration(
  store: StatementRunner,
  service: string,
  now: number,
): Promise<void> {
  await deleteUsedRequests(store, service, now);
  await deleteUsedProposals(store, service, now);
  await deleteOldProposals(store, service, now - KEPT_MS);
}
