import { type StatementRunner, sweepRows } from '../store/index.ts';
import { useProposal } from './used-proposal-store.ts';

/** `done`: agreed to, and carried out in the same transaction. `ended`: its proposer was removed, or a backup restored. */
export type ProposalState = 'pending' | 'done' | 'rejected' | 'ended';

/** A change that waits for another one's consent. Times are milliseconds since 1970. */
export interface Proposal {
  readonly proposalId: string;
  /** Exactly what was sent. */
  readonly content: string;
  /** SHA-256 (hex) of the content's octets: what is agreed to. */
  readonly digest: string;
  readonly proposer: string;
  /** The proposer's signed request; empty where requests are not signed. */
  readonly proof: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly state: ProposalState;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
}

interface ProposalRow {
  readonly proposal_id: string;
  readonly content: string;
  readonly digest: string;
  readonly proposer: string;
  readonly proof: string;
  readonly made_at: number;
  readonly expires_at: number;
  readonly state: ProposalState;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
}

const COLUMNS =
  'proposal_id, content, digest, proposer, proof, made_at, expires_at, state, decided_by, decided_at';

export async function insertProposal(
  store: StatementRunner,
  service: string,
  proposal: Omit<Proposal, 'state' | 'decidedBy' | 'decidedAt'>,
): Promise<void> {
  await store.run(
    `INSERT INTO ${service}_proposal
       (proposal_id, content, digest, proposer, proof, made_at, expires_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending')`,
    [
      proposal.proposalId,
      proposal.content,
      proposal.digest,
      proposal.proposer,
      proposal.proof,
      proposal.madeAt,
      proposal.expiresAt,
    ],
  );
}

export async function findProposal(
  store: StatementRunner,
  service: string,
  proposalId: string,
): Promise<Proposal | undefined> {
  const rows = await store.run<ProposalRow>(
    `SELECT ${COLUMNS} FROM ${service}_proposal WHERE proposal_id = $1`,
    [proposalId],
  );
  return rows[0] && proposalOf(rows[0]);
}

/** The newest first, `limit` at most; with `state` only those. */
export async function listProposals(
  store: StatementRunner,
  service: string,
  { state, limit }: { readonly state?: ProposalState; readonly limit: number },
): Promise<Proposal[]> {
  const rows =
    state === undefined
      ? await store.run<ProposalRow>(
          `SELECT ${COLUMNS} FROM ${service}_proposal ORDER BY made_at DESC, proposal_id LIMIT $1`,
          [limit],
        )
      : await store.run<ProposalRow>(
          `SELECT ${COLUMNS} FROM ${service}_proposal WHERE state = $1
           ORDER BY made_at DESC, proposal_id LIMIT $2`,
          [state, limit],
        );
  return rows.map(proposalOf);
}

/** How many wait at this moment: in all, and of this proposer. */
export async function countWaiting(
  within: StatementRunner,
  service: string,
  { proposer, now }: { readonly proposer: string; readonly now: number },
): Promise<{ readonly all: number; readonly own: number }> {
  const [row] = await within.run<{ waiting: number; own: number }>(
    `SELECT COUNT(*) AS waiting, COUNT(CASE WHEN proposer = $1 THEN 1 END) AS own
     FROM ${service}_proposal WHERE state = 'pending' AND expires_at > $2`,
    [proposer, now],
  );
  return { all: row?.waiting ?? 0, own: row?.own ?? 0 };
}

export interface Decision {
  readonly proposalId: string;
  /** Of what was shown to whoever decides. */
  readonly digest: string;
  readonly state: 'done' | 'rejected';
  readonly by: string;
  /** The signed request of whoever decides. */
  readonly proof: string;
  readonly now: number;
  /** Whether the proposer may decide too. */
  readonly alone: boolean;
}

/**
 * Decides a proposal, in one statement that of any number of rivals one wins; call it in the transaction of what it does. False where it
 * is not pending any more, has run out, has another content, or is the decider's own.
 */
export async function decideProposal(
  within: StatementRunner,
  service: string,
  { proposalId, digest, state, by, proof, now, alone }: Decision,
): Promise<boolean> {
  const rows = await within.run(
    `UPDATE ${service}_proposal SET state = $1, decided_by = $2, decided_proof = $3, decided_at = $4
     WHERE proposal_id = $5 AND state = 'pending' AND digest = $6 AND expires_at > $7
       AND proposer <> $8 RETURNING proposal_id`,
    // Nobody's id is a space: so the own one is let through where that may be.
    [state, by, proof, now, proposalId, digest, now, alone ? ' ' : by],
  );
  return rows.length === 1;
}

/** Ends what waits: of one proposer, or all. Call it in the transaction of what it is ended by. */
export async function endProposals(
  within: StatementRunner,
  service: string,
  { proposer, now }: { readonly proposer?: string; readonly now: number },
): Promise<void> {
  const whose = proposer === undefined ? '' : 'AND proposer = $2';
  const ended = await within.run<Pick<ProposalRow, 'proposer' | 'proof' | 'expires_at'>>(
    `UPDATE ${service}_proposal SET state = 'ended', decided_at = $1 WHERE state = 'pending' ${whose}
     RETURNING proposer, proof, expires_at`,
    proposer === undefined ? [now] : [now, proposer],
  );
  // What had run out is refused by its age.
  const waited = ended.filter(({ expires_at }) => expires_at > now);
  for (const one of waited) await useProposal(within, service, { ...one, now });
}

/** Those that ran out before `before`. Returns how many rows went. */
export function deleteOldProposals(store: StatementRunner, service: string, before: number): Promise<number> {
  const rows = { table: `${service}_proposal`, key: 'proposal_id' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [before] });
}

function proposalOf(row: ProposalRow): Proposal {
  return {
    proposalId: row.proposal_id,
    content: row.content,
    digest: row.digest,
    proposer: row.proposer,
    proof: row.proof,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
