/** Whether one consents to what another proposed, or ends it. */
import { toUtf8 } from '@kazasu/bytes';
import { OidcError, REQUEST_MAX_AGE, verifyAdministrationRequest } from '@kazasu/oidc';
import * as v from 'valibot';
import type { StatementRunner } from '../store/index.ts';
import type { Administration } from './administration.ts';
import { AdministratorError } from './administrator-error.ts';
import {
  type Administrator,
  administratorsOf,
  administratorsWithin,
  keyOf,
  withRole,
} from './administrators.ts';
import { decideProposal, type Proposal } from './proposal-store.ts';
import { type Decider, digestOf, requireProposal, subjectOf } from './proposals.ts';
import { isUsedProposal, useProposal } from './used-proposal-store.ts';
import { ADMINISTRATION_PATHS } from './wire.ts';

export interface Deciding {
  /** Of what was shown to whoever decides. */
  readonly digest: string;
  readonly by: Decider;
}

/** Rejected by another administrator, or taken back by its proposer; not by the one whom it would remove. Throws an AdministratorError. */
export async function reject(
  deps: Administration,
  proposal: Proposal,
  { digest, by }: Deciding,
): Promise<void> {
  const { service, store, clock, audit, config } = deps;
  if (config.fourEyes && by.administratorId !== proposal.proposer) requireUnconcerned(proposal, by);
  await store.transaction(
    async (within) => {
      const now = clock.now();
      await requireDecided(deps, within, proposal, { digest, state: 'rejected', by, alone: true, now });
      await useProposal(within, service, { ...proposal, now });
      const detail = { fingerprint: digest, reason: v.parse(deps.change, JSON.parse(proposal.content)).kind };
      const event = { actor: by.actor, action: 'proposal.rejected', subject: subjectOf(proposal) } as const;
      await audit.append(within, { ...event, detail });
    },
    { inTurn: true },
  );
}

/**
 * Judges a consent by all that {@link consent} will judge it by, and that the digest is of this very content; changes nothing: for one that is
 * refused no key is made. Throws an AdministratorError.
 */
export async function checkConsent(
  deps: Administration,
  proposal: Proposal,
  { digest, by }: Deciding,
): Promise<void> {
  const { service, store, config, clock, settings } = deps;
  const alone = !config.fourEyes;
  const fault = faultOf(proposal, { digest, by, now: clock.now(), alone });
  if (fault !== undefined) throw fault;
  if (await isUsedProposal(store, service, proposal)) throw decidedBefore();
  if (alone) return;
  requireAgreed(deps, (await administratorsOf(settings, store)).administrators, { proposal, by });
}

/**
 * Uses the proposal up for this consent, which {@link checkConsent} let through, within the transaction that makes the change. Throws an AdministratorError where somebody else
 * decided it, it ran out, the content is another, it is the decider's own or of the decider, either of the two is no administrator for it any
 * more, or what was signed was decided before, whatever its row says now.
 */
export async function consent(
  deps: Administration,
  within: StatementRunner,
  proposal: Proposal,
  { digest, by }: Deciding,
): Promise<void> {
  const { service, config, clock, settings } = deps;
  const alone = !config.fourEyes;
  const now = clock.now();
  await requireDecided(deps, within, proposal, { digest, state: 'done', by, alone, now });
  if (!alone) {
    const { administrators } = await administratorsWithin(settings, within);
    requireAgreed(deps, administrators, { proposal, by });
  }
  if (!(await useProposal(within, service, { ...proposal, now }))) throw decidedBefore();
}

function requireAgreed(
  deps: Pick<Administration, 'config' | 'clock'>,
  administrators: readonly Administrator[],
  { proposal, by }: { readonly proposal: Proposal; readonly by: Decider },
): void {
  const keyAdmins = withRole(administrators, 'key-admin');
  const find = (id: string) => keyAdmins.find(({ administratorId }) => administratorId === id);
  const proposer = find(proposal.proposer);
  if (proposer === undefined || find(by.administratorId) === undefined) throw notOfTwo();
  requireSigned(deps, proposal, proposer);
  requireUnconcerned(proposal, by);
}

/**
 * What stands in the database is what the proposer signed, no longer ago than it may wait: a hand in the database neither proposes in
 * somebody's name, nor brings back later what was withdrawn.
 */
function requireSigned(
  { config, clock }: Pick<Administration, 'config' | 'clock'>,
  { content, proof }: Proposal,
  { administratorId, jwk }: Administrator,
): void {
  const path = `${config.basePath}${ADMINISTRATION_PATHS.proposals}`;
  const request = { method: 'POST', path, body: toUtf8(content), time: clock.now() };
  // It was as old as that at most when it was proposed.
  const maxAge = config.proposalLifetimeMs / 1000 + REQUEST_MAX_AGE;
  try {
    const expected = { ...request, administratorId, audience: config.baseUrl };
    verifyAdministrationRequest(proof, expected, keyOf(jwk), { maxAge });
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    throw error.code === 'oidc/expired' ? expired() : notOfTwo();
  }
}

/** Whoever is to be removed would veto it, and as the second would be no other. */
function requireUnconcerned({ content }: Proposal, { administratorId }: Decider): void {
  const OwnRemoval = v.object({
    kind: v.literal('administrator.remove'),
    administratorId: v.literal(administratorId),
  });
  if (!v.is(OwnRemoval, JSON.parse(content))) return;
  throw new AdministratorError('proposal/concerned', 'whoever is to be removed does not decide it');
}

interface Judged {
  readonly digest: string;
  readonly by: Decider;
  /** Whether the proposer may decide too. */
  readonly alone: boolean;
  readonly now: number;
}

async function requireDecided(
  deps: Pick<Administration, 'service'>,
  within: StatementRunner,
  { proposalId }: Proposal,
  { by, ...judged }: Judged & { readonly state: 'done' | 'rejected' },
): Promise<void> {
  const decision = { ...judged, proposalId, by: by.administratorId, proof: by.proof };
  if (await decideProposal(within, deps.service, decision)) return;
  throw faultOf(await requireProposal(deps, within, proposalId), { ...judged, by }) ?? decidedBefore();
}

function faultOf(
  { state, expiresAt, content, proposer }: Proposal,
  { digest, by, alone, now }: Judged,
): AdministratorError | undefined {
  if (state !== 'pending') return new AdministratorError('proposal/decided', `the proposal is ${state}`);
  if (expiresAt <= now) return expired();
  if (digestOf(toUtf8(content)) !== digest) return otherContent();
  if (alone || proposer !== by.administratorId) return undefined;
  return new AdministratorError('proposal/own', 'another administrator than the proposer must agree');
}

function expired(): AdministratorError {
  return new AdministratorError('proposal/expired', 'the proposal has run out');
}

function otherContent(): AdministratorError {
  return new AdministratorError('proposal/digest', 'the digest is of another content than is proposed');
}

function decidedBefore(): AdministratorError {
  return new AdministratorError('proposal/decided', 'what was proposed by this signature was decided before');
}

function notOfTwo(): AdministratorError {
  return new AdministratorError(
    'proposal/proposer',
    'the proposer, or who agrees, is no key administrator, or the content is not the one that was signed',
  );
}
