import type { SigningKey } from '@kazasu/oidc';
import type { Clock } from '@kazasu/server/clock';
import { KeyError, type KeyVersions, keyVersion } from '@kazasu/server/keys';
import { codeOf, type Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import type { KeyObject } from '../crypto.ts';
import type { ProviderKeys } from '../deps.ts';
import {
  isKeyPair,
  KEY_PURPOSES,
  type KeyPurpose,
  type KeyRecord,
  SECRET_PURPOSES,
  type SecretPurpose,
  SIGNING_PURPOSES,
} from './key-data.ts';
import { type KeyInState, type KeyState, statesOf, turnsOf } from './key-state.ts';
import { insertKey, listKeys } from './key-store.ts';
import type { KeyVault, OpenKey } from './key-vault.ts';
import { type SigningKeys, signingKeysAt } from './signing-keys.ts';

/** How often a node reads which keys there are: a key that was ended is believed for no longer. */
export const KEY_REFRESH_MS = 10_000;
/** A change that every node must know before it counts is made this long ahead: two readings, and clocks that differ by ten seconds. */
export const KEY_SETTLE_MS = 2 * KEY_REFRESH_MS + 10_000;
/** From how long before its turn a node without the next key says that it is not ready. */
const NEXT_NEEDED_MS = 3_600_000;
/** A node that could not read which keys there are for so long does not know whether one was ended. */
const STALE_MS = 60_000;

export interface KeyRingDeps {
  readonly store: Store;
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly log: Log;
}

/** Why this node should be given no requests; see {@link KeyRing.fault}. */
export type KeyFault = 'keys/missing' | 'keys/next-missing' | 'keys/stale' | 'keys/token';

/**
 * The keys of one process, opened once and held in memory, with what the database says of them. Requests read neither disk nor
 * database: which key is current follows from the records and the clock, and is worked out anew when a time is reached that changes it.
 */
export class KeyRing implements ProviderKeys {
  readonly #deps: KeyRingDeps;
  readonly #open = new Map<string, OpenKey>();
  #records: readonly KeyRecord[] = [];
  #readAt = 0;
  #view = NOTHING;
  #signs = true;

  private constructor(deps: KeyRingDeps) {
    this.#deps = deps;
  }

  /**
   * Opens every key that is believed, and makes the first of each purpose. Rejects with a KeyError where one that is needed is not
   * there, or is another than the cluster's: nothing is made in its place.
   */
  static async open(deps: KeyRingDeps): Promise<KeyRing> {
    const ring = new KeyRing(deps);
    const known = new Set((await listKeys(deps.store)).map(({ purpose }) => purpose));
    for (const purpose of KEY_PURPOSES) if (!known.has(purpose)) await recordFirst(deps, purpose);
    await ring.refresh();
    const missing = ring.#believed().find((key) => key.state !== 'next' && ring.#opened(key) === undefined);
    if (missing !== undefined) throw missingKey(missing.record);
    return ring;
  }

  /** Reads which keys there are, and opens those that are new. Rejects with a StoreError; what was known still holds. */
  async refresh(): Promise<void> {
    const { store, clock } = this.#deps;
    this.#records = await listKeys(store);
    this.#readAt = clock.now();
    for (const { record } of this.#believed()) if (!this.#open.has(record.keyId)) await this.#openOne(record);
    const believed = new Set(this.#believed().map(({ record }) => record.keyId));
    for (const keyId of this.#open.keys()) if (!believed.has(keyId)) this.#open.delete(keyId);
    this.#view = NOTHING;
    this.#signs = this.#deps.vault.probe(this.#current());
  }

  /** Which keys sign and verify now: ask whenever one is needed. */
  get signing(): SigningKeys {
    return this.#now().signing;
  }

  get items(): KeyVersions {
    return this.#versions('items');
  }

  get person(): KeyObject {
    return this.#secret('person');
  }

  get subject(): KeyVersions {
    return this.#versions('subject');
  }

  get dpopNonce(): KeyVersions {
    return this.#versions('dpop-nonce');
  }

  get administration(): KeyObject {
    return this.#secret('administration');
  }

  /** The current version of a secret that has but one. */
  #secret(purpose: SecretPurpose): KeyObject {
    const versions = this.#versions(purpose);
    return keyVersion(versions, versions.current);
  }

  /** Throws a KeyError (`key/unavailable`) where the current version cannot be used. */
  #versions(purpose: SecretPurpose): KeyVersions {
    const versions = this.#now().secrets.get(purpose);
    if (versions === undefined) {
      throw new KeyError('key/unavailable', `the current key for ${purpose} cannot be used`);
    }
    return versions;
  }

  /** Undefined where this node can do its work, now and when the next key has its turn. */
  fault(): KeyFault | undefined {
    const now = this.#deps.clock.now();
    if (now - this.#readAt > STALE_MS) return 'keys/stale';
    if (!this.#signs) return 'keys/token';
    const missing = this.#believed().filter((key) => this.#opened(key) === undefined);
    if (missing.some(({ state }) => state !== 'next') || this.#lacksCurrent(now)) return 'keys/missing';
    const soon = missing.some(({ record }) => record.activeAt - now <= NEXT_NEEDED_MS);
    return soon ? 'keys/next-missing' : undefined;
  }

  #current(): SigningKey[] {
    const now = this.#deps.clock.now();
    const current = SIGNING_PURPOSES.flatMap((purpose) => statesOf(this.#records, purpose, now)).filter(
      ({ state }) => state === 'current',
    );
    return current.flatMap((key) => {
      const open = this.#opened(key);
      return open !== undefined && 'signing' in open ? [open.signing.signing] : [];
    });
  }

  #lacksCurrent(now: number): boolean {
    return KEY_PURPOSES.some(
      (purpose) => !statesOf(this.#records, purpose, now).some(({ state }) => state === 'current'),
    );
  }

  #believed(): KeyInState[] {
    const now = this.#deps.clock.now();
    return KEY_PURPOSES.flatMap((purpose) => statesOf(this.#records, purpose, now)).filter(
      ({ state }) => state !== 'gone' && state !== 'destroyed',
    );
  }

  #opened({ record }: Pick<KeyInState, 'record'>): OpenKey | undefined {
    return this.#open.get(record.keyId);
  }

  async #openOne(record: KeyRecord): Promise<void> {
    const { vault, log } = this.#deps;
    const told = { keyId: record.keyId, version: String(record.version), state: record.purpose };
    try {
      const key = await vault.open(record.purpose, record.name);
      if (key?.keyId === record.keyId) this.#open.set(record.keyId, key);
      else log.error('keys.missing', { ...told, reason: key ? 'another key of this name' : 'no such key' });
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
      log.error('keys.missing', { ...told, code: codeOf(error) });
    }
  }

  #now(): View {
    const now = this.#deps.clock.now();
    if (now < this.#view.from || now >= this.#view.until) this.#view = this.#viewAt(now);
    return this.#view;
  }

  #viewAt(now: number): View {
    const turns = turnsOf(this.#records);
    const openedAs = (keyId: string) => this.#open.get(keyId);
    return {
      from: Math.max(0, ...turns.filter((turn) => turn <= now)),
      until: Math.min(Number.MAX_SAFE_INTEGER, ...turns.filter((turn) => turn > now)),
      signing: signingKeysAt(this.#records, now, openedAs, () => this.#deps.vault.requireUsable()),
      secrets: this.#secretsAt(now),
    };
  }

  #secretsAt(now: number): ReadonlyMap<SecretPurpose, KeyVersions> {
    const secrets = new Map<SecretPurpose, KeyVersions>();
    for (const purpose of SECRET_PURPOSES) {
      const believed = statesOf(this.#records, purpose, now).filter(({ state }) => BELIEVED.includes(state));
      const byVersion = new Map(
        believed.flatMap((key) => {
          const open = this.#opened(key);
          return open !== undefined && 'secret' in open ? [[key.record.version, open.secret] as const] : [];
        }),
      );
      const current = believed.find(({ state }) => state === 'current')?.record.version;
      if (current === undefined || !byVersion.has(current)) continue;
      const only = believed.length === 1;
      secrets.set(purpose, { current, only, key: (version) => byVersion.get(version) });
    }
    return secrets;
  }
}

const BELIEVED: readonly KeyState[] = ['next', 'current', 'old'];

/** What holds from one turn to the next. */
interface View {
  readonly from: number;
  readonly until: number;
  readonly signing: SigningKeys;
  readonly secrets: ReadonlyMap<SecretPurpose, KeyVersions>;
}

/** Before anything was read: for no time. */
const NOTHING: View = {
  from: 0,
  until: 0,
  signing: signingKeysAt([], 0, () => undefined),
  secrets: new Map(),
};

async function recordFirst({ store, vault, clock }: KeyRingDeps, purpose: KeyPurpose): Promise<void> {
  const { keyId, name, shared } = await vault.first(purpose);
  const now = clock.now();
  // Of the beginning of time: whoever was first, every clock finds it current.
  const won = await insertKey(store, { purpose, version: 1, keyId, name, createdAt: now, activeAt: 0 });
  if (!won && !shared) await vault.destroy({ purpose, name });
}

function missingKey({ purpose, version, name, keyId }: KeyRecord): KeyError {
  const where = isKeyPair(purpose) ? 'the key folder or the token' : 'the key folder';
  return new KeyError(
    'key/unavailable',
    `${where} does not hold ${purpose} version ${version} (${name}, ${keyId}), which this database was written with: bring the folder of the other nodes, or the backup`,
  );
}
