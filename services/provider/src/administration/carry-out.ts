import { endProposals, type Proposal } from '@kazasu/server/administration';
import type { AuditDetail } from '@kazasu/server/audit';
import type { StatementRunner } from '@kazasu/server/store';
import type { CarriedOut, Change } from '../api/index.ts';
import type { ProviderAction } from '../audit/index.ts';
import { findEpoch, raiseEpochWithin } from '../epoch/index.ts';
import {
  destroyKey,
  type KeyChangeDeps,
  KeyChangeError,
  type KeyRecord,
  replaceKey,
  retireKey,
  rotateKey,
} from '../key/index.ts';
import { standsUnder } from '../resealing/index.ts';
import { replaceTrust } from '../trust/index.ts';
import { AdministratorError } from './administrator-error.ts';
import {
  addAdministrator,
  administratorsWithin,
  removeAdministrator,
  replaceAdministrators,
} from './administrators.ts';
import { consent, type Decider, type ProposalDeps, parseChange, requireProposal } from './proposals.ts';
import { PROVIDER } from './tables.ts';

export type CarryOutDeps = ProposalDeps & {
  readonly vault: KeyChangeDeps['vault'];
};

type Outcome = CarriedOut['outcome'];

/** What every change is handed beside its content. */
interface Consented {
  /** In the transaction of the change: notes the consent, or throws. */
  readonly commit: (within: StatementRunner) => Promise<void>;
  readonly actor: string;
  readonly detail: AuditDetail;
}

/**
 * Agrees to a proposal and does it, in one transaction: of any number of consents on any number of nodes one does it, and a node that dies
 * in between has done neither. Throws an AdministratorError or a KeyChangeError; the proposal then waits on.
 */
export async function approve(
  deps: CarryOutDeps,
  proposal: Proposal,
  { digest, by }: { readonly digest: string; readonly by: Decider },
): Promise<Outcome> {
  const consented = {
    commit: (within: StatementRunner) => consent(deps, within, proposal, { digest, by }),
    actor: actorOf(proposal.proposer),
    detail: { approvedBy: by.actor, requestId: proposal.proposalId },
  };
  try {
    return await carryOut(deps, parseChange(proposal.content), consented);
  } catch (error) {
    // Whoever comes second finds the key made already, and should hear why.
    if (
      error instanceof KeyChangeError &&
      (await requireProposal(deps.store, proposal.proposalId)).state === 'done'
    )
      throw new AdministratorError('proposal/decided', 'the proposal is done');
    throw error;
  }
}

/** As the audit log has it; the one administrator of a machine has no name. */
export function actorOf(administratorId: string): string {
  return administratorId === '' ? 'admin' : `admin:${administratorId}`;
}

function carryOut(deps: CarryOutDeps, change: Change, consented: Consented): Promise<Outcome> {
  switch (change.kind) {
    case 'administrator.add':
    case 'administrator.remove':
      return changeAdministrators(deps, change, consented);
    case 'trust.replace':
      return changeTrust(deps, change, consented);
    case 'epoch.raise':
      return beginEpoch(deps, change.from, consented);
    default:
      return changeKey(deps, change, consented);
  }
}

/** One transaction that begins with the consent: rivals wait for each other there. */
async function together(
  { store, audit }: CarryOutDeps,
  { commit, actor, detail }: Consented,
  work: (
    within: StatementRunner,
  ) => Promise<{ action: ProviderAction; subject: string; detail: AuditDetail; outcome: Outcome }>,
): Promise<Outcome> {
  return store.transaction(
    async (within) => {
      await commit(within);
      const done = await work(within);
      const event = { actor, action: done.action, subject: done.subject };
      await audit.append(within, { ...event, detail: { ...detail, ...done.detail } });
      return done.outcome;
    },
    { inTurn: true },
  );
}

function changeAdministrators(
  deps: CarryOutDeps,
  change: Extract<Change, { kind: `administrator.${string}` }>,
  consented: Consented,
): Promise<Outcome> {
  const { clock, settings } = deps;
  return together(deps, consented, async (within) => {
    const now = clock.now();
    const list = await administratorsWithin(settings, within);
    const isAdding = change.kind === 'administrator.add';
    const changed = isAdding
      ? addAdministrator(list, change.administrator, now)
      : removeAdministrator(list, change.administratorId);
    await replaceAdministrators(settings, within, changed, now);
    const id = isAdding ? change.administrator.administratorId : change.administratorId;
    if (!isAdding) await endProposals(within, PROVIDER, { proposer: id, now });
    const known = [...list.administrators, ...changed.administrators];
    const own = known.find(({ administratorId }) => administratorId === id);
    return {
      action: isAdding ? 'administrator.added' : 'administrator.removed',
      subject: `administrator:${id}`,
      detail: { keyId: own?.thumbprint, reason: own?.roles.join('+') },
      outcome: { administratorId: id },
    };
  });
}

function changeTrust(
  deps: CarryOutDeps,
  { replaces, trust }: Extract<Change, { kind: 'trust.replace' }>,
  consented: Consented,
): Promise<Outcome> {
  const { clock, settings } = deps;
  return together(deps, consented, async (within) => {
    const { before, after } = await replaceTrust(settings, within, { replaces, trust, now: clock.now() });
    return {
      action: 'trust.replaced',
      subject: `trust:${after.version}`,
      detail: { before: before.digest, fingerprint: after.digest },
      outcome: { version: after.version, digest: after.digest },
    };
  });
}

function beginEpoch(deps: CarryOutDeps, from: number, consented: Consented): Promise<Outcome> {
  return together(deps, consented, async (within) => {
    if ((await findEpoch(within)).number !== from) {
      throw new AdministratorError('epoch/outdated', 'another epoch stands than the one that was to end');
    }
    const { number } = await raiseEpochWithin(within, deps.clock.now());
    return { action: 'epoch.raised', subject: `epoch:${number}`, detail: {}, outcome: { number } };
  });
}

async function changeKey(
  deps: CarryOutDeps,
  change: Extract<Change, { kind: `key.${string}` }>,
  { commit, actor, detail }: Consented,
): Promise<Outcome> {
  const { store, vault, clock, audit } = deps;
  const given: KeyChangeDeps = {
    store,
    vault,
    clock,
    audit,
    actor,
    standsUnder: (version) => standsUnder(store, version),
    agreed: { commit, detail },
  };
  return keyOutcome(await keyChange(given, change));
}

function keyChange(
  deps: KeyChangeDeps,
  change: Extract<Change, { kind: `key.${string}` }>,
): Promise<KeyRecord> {
  switch (change.kind) {
    case 'key.rotate':
      return rotateKey(deps, change.purpose, change.aheadSeconds * 1000);
    case 'key.replace':
      return replaceKey(deps, change.purpose);
    case 'key.retire':
      return retireKey(deps, change);
    case 'key.destroy':
      return destroyKey(deps, change);
  }
}

function keyOutcome({ purpose, version, keyId, name, activeAt }: KeyRecord): Outcome {
  return { purpose, version, keyId, name, activeAt };
}
