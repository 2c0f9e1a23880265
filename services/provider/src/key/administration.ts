/** What an operator does to the provider's keys, on a cluster that runs or stands still: through its database and its custody of keys. */
import { type Clock, systemClock } from '@kazasu/server/clock';
import type { KeyFolder, TokenKeys } from '@kazasu/server/keys';
import { type Log, silentLog } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { openAudit } from '../audit/index.ts';
import { type Resealed, reseal, standsUnder } from '../resealing/index.ts';
import { MIGRATIONS } from '../store.ts';
import {
  destroyKey,
  type KeyVersion,
  listKeyStates,
  replaceKey,
  retireKey,
  rotateKey,
} from './key-change.ts';
import type { KeyPurpose, KeyRecord } from './key-data.ts';
import { KeyRing } from './key-ring.ts';
import type { KeyInState } from './key-state.ts';
import { vaultOf } from './key-vault.ts';

export type { Resealed } from '../resealing/index.ts';
export { KeyChangeError, type KeyChangeErrorCode, type KeyVersion } from './key-change.ts';
export {
  KEY_PURPOSES,
  type KeyPurpose,
  type KeyRecord,
  ROTATED_PURPOSES,
  SIGNING_PURPOSES,
} from './key-data.ts';
export { KEY_SETTLE_MS } from './key-ring.ts';
export type { KeyInState, KeyState } from './key-state.ts';

/** Relying parties keep a key set for minutes, some for a day. */
export const DEFAULT_AHEAD_MS = 24 * 3_600_000;

export interface KeyAdministration {
  /** The tables and the first version of each key, where they are not there yet. */
  init(): Promise<void>;
  list(): Promise<KeyInState[]>;
  /** As {@link rotateKey}. */
  rotate(purpose: KeyPurpose, aheadMs: number): Promise<KeyRecord>;
  /** As {@link replaceKey}. */
  replace(purpose: KeyPurpose): Promise<KeyRecord>;
  /** As {@link retireKey}. */
  retire(key: KeyVersion): Promise<KeyRecord>;
  /** As {@link destroyKey}. */
  destroy(key: KeyVersion): Promise<KeyRecord>;
  /** Seals anew what is kept for years, by the current version of `items`. */
  reseal(): Promise<Resealed[]>;
}

export function keyAdministration(given: {
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly tokenKeys?: TokenKeys | undefined;
  /** As the audit log has it: `admin:<name>`. */
  readonly actor: string;
  /** Whether it is done without the consent that is otherwise needed, for the audit log. */
  readonly alone?: boolean;
  readonly clock?: Clock;
  readonly log?: Log;
}): KeyAdministration {
  const { store, keys, tokenKeys, actor, clock = systemClock, log = silentLog } = given;
  const agreed = given.alone === true ? { commit: async () => {}, detail: { reason: 'alone' } } : undefined;
  const vault = vaultOf({ keys, tokenKeys, clock });
  const deps = {
    store,
    vault,
    clock,
    log,
    audit: openAudit({ store, clock, log }),
    actor,
    agreed,
    standsUnder: (version: number) => standsUnder(store, version),
  };
  return {
    init: async () => {
      await store.migrate('provider', MIGRATIONS);
      await KeyRing.open(deps);
    },
    list: () => listKeyStates(deps),
    rotate: (purpose, aheadMs) => rotateKey(deps, purpose, aheadMs),
    replace: (purpose) => replaceKey(deps, purpose),
    retire: (key) => retireKey(deps, key),
    destroy: (key) => destroyKey(deps, key),
    reseal: async () => reseal(store, (await KeyRing.open(deps)).items),
  };
}
