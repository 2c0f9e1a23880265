import {
  type Administration,
  AdministratorError,
  type Consented,
  changeAdministrators,
  changeTrust,
  type Outcome,
  together,
} from '@kazasu/server/administration';
import type { Change } from '../api/index.ts';
import type { ProviderAudit } from '../audit/index.ts';
import { findEpoch, raiseEpochWithin } from '../epoch/index.ts';
import {
  destroyKey,
  type KeyChangeDeps,
  type KeyRecord,
  replaceKey,
  retireKey,
  rotateKey,
} from '../key/index.ts';
import { standsUnder } from '../resealing/index.ts';
import { TRUST_FORM } from '../trust/index.ts';

export interface CarryOutDeps extends Administration<Change> {
  readonly vault: KeyChangeDeps['vault'];
  /** The whole log: keys and the epoch have actions of their own. */
  readonly ownAudit: ProviderAudit;
}

/** What was agreed to, of whatever kind. Throws an AdministratorError or a KeyChangeError. */
export function carryOut(deps: CarryOutDeps, change: Change, consented: Consented): Promise<Outcome> {
  switch (change.kind) {
    case 'administrator.add':
    case 'administrator.remove':
      return changeAdministrators(deps, change, consented);
    case 'trust.replace':
      return changeTrust({ ...deps, form: TRUST_FORM }, change, consented);
    case 'epoch.raise':
      return beginEpoch(deps, change.from, consented);
    default:
      return changeKey(deps, change, consented);
  }
}

function beginEpoch(deps: CarryOutDeps, from: number, consented: Consented): Promise<Outcome> {
  return together({ ...deps, audit: deps.ownAudit }, consented, async (within) => {
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
  const { store, vault, clock, ownAudit: audit } = deps;
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
