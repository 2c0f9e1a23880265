import * as v from 'valibot';
import type { AuditDetail, AuditEvent } from '../audit/index.ts';
import type { StatementRunner } from '../store/index.ts';
import type { Administration, AnyChange } from './administration.ts';
import { type AdministratorChange, changeList } from './administrator-change.ts';
import { AdministratorError } from './administrator-error.ts';
import { checkConsent, consent, type Deciding } from './consent.ts';
import { replaceTrust, type TrustForm } from './kept-trust.ts';
import type { Proposal } from './proposal-store.ts';
import { requireProposal } from './proposals.ts';
import type { CarriedOut } from './wire.ts';

export type Outcome = CarriedOut['outcome'];

/** What every change is handed beside its content. */
export interface Consented {
  /** In the transaction of the change: notes the consent, or throws. */
  readonly commit: (within: StatementRunner) => Promise<void>;
  /** The proposer, as the audit log has it. */
  readonly actor: string;
  readonly detail: AuditDetail;
}

/** Does a change of the service's own kinds; must call `commit` first in the transaction that makes it. */
export type CarryOut<Change> = (change: Change, consented: Consented) => Promise<Outcome>;

/**
 * Agrees to a proposal and does it, in one transaction: of any number of consents on any number of nodes one does it, and a node that dies
 * in between has done neither. Throws an AdministratorError or what `carryOut` throws; the proposal then waits on.
 */
export async function approve<Change extends AnyChange>(
  deps: Administration<Change>,
  proposal: Proposal,
  { carryOut, ...deciding }: Deciding & { readonly carryOut: CarryOut<Change> },
): Promise<Outcome> {
  const { by } = deciding;
  await checkConsent(deps, proposal, deciding);
  try {
    return await carryOut(v.parse(deps.change, JSON.parse(proposal.content)), {
      commit: (within) => consent(deps, within, proposal, deciding),
      actor: actorOf(proposal.proposer),
      detail: { approvedBy: by.actor, requestId: proposal.proposalId },
    });
  } catch (error) {
    // Whoever comes second finds it made already, and should hear why.
    const { state } = await requireProposal(deps, deps.store, proposal.proposalId);
    if (state === 'done') throw new AdministratorError('proposal/decided', 'the proposal is done');
    throw error;
  }
}

/** As the audit log has it; the one administrator of a machine has no name. */
export function actorOf(administratorId: string): string {
  return administratorId === '' ? 'admin' : `admin:${administratorId}`;
}

export interface Done<Action extends string> {
  readonly action: Action;
  readonly subject: string;
  readonly detail: AuditDetail;
  readonly outcome: Outcome;
}

/** One transaction that begins with the consent, where rivals wait for each other, and ends with the entry in the audit log. */
export async function together<Action extends string>(
  {
    store,
    audit,
  }: Pick<Administration, 'store'> & {
    readonly audit: { append(within: StatementRunner, event: AuditEvent<Action>): Promise<void> };
  },
  { commit, actor, detail }: Consented,
  work: (within: StatementRunner) => Promise<Done<Action>>,
): Promise<Outcome> {
  return store.transaction(
    async (within) => {
      await commit(within);
      const { action, subject, outcome, ...done } = await work(within);
      await audit.append(within, { actor, action, subject, detail: { ...detail, ...done.detail } });
      return outcome;
    },
    { inTurn: true },
  );
}

export function changeAdministrators(
  deps: Administration,
  change: AdministratorChange,
  consented: Consented,
): Promise<Outcome> {
  return together(deps, consented, async (within) => {
    const { administrator, told } = await changeList(deps, within, change);
    return { ...told, outcome: { administratorId: administrator.administratorId } };
  });
}

export interface TrustChange {
  readonly kind: 'trust.replace';
  /** The version that the new one was made from. */
  readonly replaces: number;
  readonly trust: unknown;
}

export function changeTrust<Parsed>(
  deps: Administration & { readonly form: TrustForm<Parsed> },
  { replaces, trust }: TrustChange,
  consented: Consented,
): Promise<Outcome> {
  return together(deps, consented, async (within) => {
    const next = { replaces, trust, now: deps.clock.now() };
    const { before, after } = await replaceTrust(deps, within, next);
    return {
      action: 'trust.replaced',
      subject: `trust:${after.version}`,
      detail: { before: before.digest, fingerprint: after.digest },
      outcome: { version: after.version, digest: after.digest },
    };
  });
}
