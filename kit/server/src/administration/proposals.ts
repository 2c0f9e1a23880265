import { fromUtf8, toHex } from '@kazasu/bytes';
import * as v from 'valibot';
import { createHash } from '../crypto.ts';
import { randomId } from '../random/index.ts';
import type { StatementRunner } from '../store/index.ts';
import type { Administration } from './administration.ts';
import { AdministratorError } from './administrator-error.ts';
import {
  countWaiting,
  findProposal,
  insertProposal,
  listProposals,
  type Proposal,
} from './proposal-store.ts';
import type { ProposalView } from './wire.ts';

/** Who asks, as whom the audit log names. `proof` is empty where requests are not signed. */
export interface Decider {
  readonly administratorId: string;
  readonly actor: string;
  readonly proof: string;
}

/** So many may wait: what nobody decides is rejected, not piled up. One alone cannot take all places, so that their own removal finds one. */
const WAITING_MAX = 100;
const WAITING_MAX_OF_ONE = 20;
const LISTED_MAX = 200;

/** Keeps what was sent, octet for octet; nothing else happens. */
export async function propose(
  deps: Administration,
  body: Uint8Array,
  { administratorId, actor, proof }: Decider,
): Promise<Proposal> {
  const { service, store, clock, config, audit } = deps;
  const content = fromUtf8(body);
  const { kind } = v.parse(deps.change, JSON.parse(content));
  const madeAt = clock.now();
  const expiresAt = madeAt + config.proposalLifetimeMs;
  const proposal = {
    proposalId: randomId(),
    content,
    digest: digestOf(body),
    proposer: administratorId,
    proof,
    madeAt,
    expiresAt,
  };
  await store.transaction(
    async (within) => {
      await insertProposal(within, service, proposal);
      const detail = { fingerprint: proposal.digest, reason: kind, notAfter: expiresAt };
      await audit.append(within, { actor, action: 'proposal.made', subject: subjectOf(proposal), detail });
      // Behind the entry, for which those who propose at the same time wait: each then sees all before.
      await requirePlace(deps, within, proposal);
    },
    { inTurn: true },
  );
  return { ...proposal, state: 'pending', decidedBy: null, decidedAt: null };
}

async function requirePlace(
  { service }: Administration,
  within: StatementRunner,
  { proposer, madeAt }: Pick<Proposal, 'proposer' | 'madeAt'>,
): Promise<void> {
  const { all, own } = await countWaiting(within, service, { proposer, now: madeAt });
  if (own > WAITING_MAX_OF_ONE) throw tooMany(`${WAITING_MAX_OF_ONE} of one proposer`);
  if (all > WAITING_MAX) throw tooMany(String(WAITING_MAX));
}

function tooMany(most: string): AdministratorError {
  return new AdministratorError('proposal/too-many', `${most} wait already`);
}

/** SHA-256 (hex): what is agreed to. */
export function digestOf(content: Uint8Array): string {
  return toHex(createHash('sha256').update(content).digest());
}

export function subjectOf({ proposalId }: Pick<Proposal, 'proposalId'>): string {
  return `proposal:${proposalId}`;
}

/** Throws an AdministratorError (`proposal/unknown`). */
export async function requireProposal(
  { service }: Pick<Administration, 'service'>,
  store: StatementRunner,
  proposalId: string,
): Promise<Proposal> {
  const found = await findProposal(store, service, proposalId);
  if (found === undefined) throw new AdministratorError('proposal/unknown', 'there is no such proposal');
  return found;
}

export function allProposals(
  { service, store }: Pick<Administration, 'service' | 'store'>,
  pendingOnly: boolean,
): Promise<Proposal[]> {
  return listProposals(store, service, { ...(pendingOnly && { state: 'pending' }), limit: LISTED_MAX });
}

export function proposalView(proposal: Proposal, now: number): ProposalView {
  const { proof: _proof, state, ...view } = proposal;
  return { ...view, state: state === 'pending' && view.expiresAt <= now ? 'expired' : state };
}
