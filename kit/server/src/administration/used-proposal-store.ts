import { administrationRequestId, OidcError } from '@kazasu/oidc';
import { hashToken } from '../keys/index.ts';
import { type StatementRunner, sweepRows } from '../store/index.ts';
import { PROPOSAL_LIFETIME_MAX_MS } from './proposal-lifetime.ts';

/** The signed request by which something was proposed, and who signed it. */
export interface SignedProposal {
  readonly proposer: string;
  /** Empty where requests are not signed. */
  readonly proof: string;
}

/** Milliseconds: a node whose clock is behind still finds it used. */
const REMEMBER_MS = 60_000;

/** For a service's migrations. Its rows are only inserted, and go when what they are of is refused by its age. */
export function usedProposalTables(service: string): readonly string[] {
  return [
    `CREATE TABLE ${service}_used_proposal (proof_hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)`,
    `CREATE INDEX ${service}_used_proposal_expiry ON ${service}_used_proposal (expires_at)`,
  ];
}

/**
 * Uses a proposal's signed request up, in one statement, in the transaction that decides it; false where it was used before, under whichever
 * row it stood. `now`: milliseconds since 1970. What nobody signed is not used up: its row alone says what became of it.
 */
export async function useProposal(
  within: StatementRunner,
  service: string,
  { now, ...signed }: SignedProposal & { readonly now: number },
): Promise<boolean> {
  const hash = hashOf(signed);
  if (hash === undefined) return true;
  // However long the setting lets a proposal wait later.
  const expiresAt = now + PROPOSAL_LIFETIME_MAX_MS + REMEMBER_MS;
  const rows = await within.run(
    `INSERT INTO ${service}_used_proposal (proof_hash, expires_at) VALUES ($1, $2)
     ON CONFLICT (proof_hash) DO NOTHING RETURNING proof_hash`,
    [hash, expiresAt],
  );
  return rows.length === 1;
}

export async function isUsedProposal(
  store: StatementRunner,
  service: string,
  signed: SignedProposal,
): Promise<boolean> {
  const rows = await store.run(`SELECT 1 AS used FROM ${service}_used_proposal WHERE proof_hash = $1`, [
    hashOf(signed) ?? '',
  ]);
  return rows.length > 0;
}

/** Returns how many rows went. */
export function deleteUsedProposals(store: StatementRunner, service: string, now: number): Promise<number> {
  const rows = { table: `${service}_used_proposal`, key: 'proof_hash' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}

/** Of who signed and the request's own id: a signature can be written in two ways. */
function hashOf({ proposer, proof }: SignedProposal): string | undefined {
  if (proof === '') return undefined;
  try {
    return hashToken(`${proposer} ${administrationRequestId(proof)}`);
  } catch (error) {
    // Nobody can agree to it.
    if (error instanceof OidcError) return undefined;
    throw error;
  }
}
