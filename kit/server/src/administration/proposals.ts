import { fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
import { OidcError, verifyAdministrationRequest } from '@kazasu/oidc';
import * as v from 'valibot';
import { createHash } from '../crypto.ts';
import { randomId } from '../random/index.ts';
import type { StatementRunner } from '../store/index.ts';
import type { Administration } from './administration.ts';
import { AdministratorError } from './administrator-error.ts';
import { administratorsWithin, keyOf } from './administrators.ts';
import {
  decideProposal,
  findProposal,
  insertProposal,
  listProposals,
  type Proposal,
} from './proposal-store.ts';
import { ADMINISTRATION_PATHS, type ProposalView } from './wire.ts';

/** Who asks, as whom the audit log names. `proof` is empty where requests are not signed. */
export interface Decider {
  readonly administratorId: string;
  readonly actor: string;
  readonly proof: string;
}

/** So many may wait: what nobody decides is rejected, not piled up. */
const WAITING_MAX = 100;
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
  const waiting = await listProposals(store, service, { state: 'pending', limit: LISTED_MAX });
  const madeAt = clock.now();
  if (waiting.filter(({ expiresAt }) => expiresAt > madeAt).length >= WAITING_MAX) {
    throw new AdministratorError('proposal/too-many', `${WAITING_MAX} proposals wait already`);
  }
  const expiresAt = madeAt + config.proposalLifetimeMs;
  const proposal = {
    proposalId: randomId(),
    content,
    digest: toHex(createHash('sha256').update(body).digest()),
    proposer: administratorId,
    proof,
    madeAt,
    expiresAt,
  };
  await store.transaction(async (within) => {
    await insertProposal(within, service, proposal);
    const detail = { fingerprint: proposal.digest, reason: kind, notAfter: expiresAt };
    await audit.append(within, { actor, action: 'proposal.made', subject: subjectOf(proposal), detail });
  });
  return { ...proposal, state: 'pending', decidedBy: null, decidedAt: null };
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

/** Rejected by another administrator, or taken back by its proposer. */
export async function reject(
  deps: Administration,
  proposal: Proposal,
  { digest, by }: { readonly digest: string; readonly by: Decider },
): Promise<void> {
  const { store, clock, audit } = deps;
  await store.transaction(
    async (within) => {
      const now = clock.now();
      await requireDecided(deps, within, proposal, { digest, state: 'rejected', by, alone: true, now });
      const detail = { fingerprint: digest, reason: v.parse(deps.change, JSON.parse(proposal.content)).kind };
      const event = { actor: by.actor, action: 'proposal.rejected', subject: subjectOf(proposal) } as const;
      await audit.append(within, { ...event, detail });
    },
    { inTurn: true },
  );
}

/**
 * Uses the proposal up for this consent, within the transaction that makes the change. Throws an AdministratorError where somebody else
 * decided it, it ran out, the content is another, it is the decider's own, or either of the two is no administrator for it any more.
 */
export async function consent(
  deps: Administration,
  within: StatementRunner,
  proposal: Proposal,
  { digest, by }: { readonly digest: string; readonly by: Decider },
): Promise<void> {
  const { config, clock, settings } = deps;
  const alone = !config.fourEyes;
  const now = clock.now();
  await requireDecided(deps, within, proposal, { digest, state: 'done', by, alone, now });
  if (alone) return;
  const { administrators } = await administratorsWithin(settings, within);
  const find = (id: string) =>
    administrators.find(
      ({ administratorId, roles }) => administratorId === id && roles.includes('key-admin'),
    );
  const proposer = find(proposal.proposer);
  if (
    proposer === undefined ||
    find(by.administratorId) === undefined ||
    !isSigned(config, proposal, proposer)
  ) {
    throw new AdministratorError(
      'proposal/proposer',
      'the proposer, or who agrees, is no key administrator, or the content is not the one that was signed',
    );
  }
}

interface Deciding {
  readonly digest: string;
  readonly state: 'done' | 'rejected';
  readonly by: Decider;
  readonly alone: boolean;
  readonly now: number;
}

async function requireDecided(
  deps: Pick<Administration, 'service'>,
  within: StatementRunner,
  { proposalId }: Proposal,
  { by, ...deciding }: Deciding,
): Promise<void> {
  const decision = { ...deciding, proposalId, by: by.administratorId, proof: by.proof };
  if (await decideProposal(within, deps.service, decision)) return;
  throw faultOf(await requireProposal(deps, within, proposalId), decision);
}

function faultOf(
  { state, expiresAt, digest: own }: Proposal,
  { digest, now }: { readonly digest: string; readonly now: number },
): AdministratorError {
  if (state !== 'pending') return new AdministratorError('proposal/decided', `the proposal is ${state}`);
  if (expiresAt <= now) return new AdministratorError('proposal/expired', 'the proposal has run out');
  if (digest !== own)
    return new AdministratorError('proposal/digest', 'the digest is of another content than is proposed');
  return new AdministratorError('proposal/own', 'another administrator than the proposer must agree');
}

/** What stands in the database is what the proposer signed: a hand in the database cannot propose in somebody's name. */
function isSigned(
  config: Administration['config'],
  { content, proof, madeAt }: Proposal,
  { administratorId, jwk }: { readonly administratorId: string; readonly jwk: Record<string, unknown> },
): boolean {
  const path = `${config.basePath}${ADMINISTRATION_PATHS.proposals}`;
  const request = { method: 'POST', path, body: toUtf8(content), time: madeAt };
  try {
    const expected = { ...request, administratorId, audience: config.baseUrl };
    verifyAdministrationRequest(proof, expected, keyOf(jwk), { aged: true });
    return true;
  } catch (error) {
    if (error instanceof OidcError) return false;
    throw error;
  }
}

export function proposalView(proposal: Proposal, now: number): ProposalView {
  const { proof: _proof, state, ...view } = proposal;
  return { ...view, state: state === 'pending' && view.expiresAt <= now ? 'expired' : state };
}
