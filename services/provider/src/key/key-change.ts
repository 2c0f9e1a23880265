/** Everything that changes which keys there are. Each change is one step that of all who try it one makes, and is recorded in one place. */
import type { AuditDetail } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import { type StatementRunner, type Store, StoreError } from '@kazasu/server/store';
import type { ProviderAction, ProviderAudit } from '../audit/index.ts';
import { isSigning, type KeyPurpose, type KeyRecord, ROTATED_PURPOSES } from './key-data.ts';
import { KEY_SETTLE_MS } from './key-ring.ts';
import { type KeyInState, statesOf } from './key-state.ts';
import { endKey, endKeysBelow, insertKey, listKeys, markDestroyed } from './key-store.ts';
import type { KeyVault } from './key-vault.ts';

export interface KeyChangeDeps {
  readonly store: Store;
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly audit: ProviderAudit;
  /** Who does it, as the audit log has it. */
  readonly actor: string;
  /** Whether anything is sealed by a version of `items`; absent: as if there were. */
  readonly standsUnder?: ((version: number) => Promise<boolean>) | undefined;
  /** Where two must agree: what makes the consent count, in the transaction of the change. */
  readonly agreed?: Agreed | undefined;
}

export interface Agreed {
  /** Uses the consent up; throws where it is none any more, and nothing has changed then. */
  commit(within: StatementRunner): Promise<void>;
  readonly detail: AuditDetail;
}

export type KeyChangeErrorCode =
  /** The next key stands already, or somebody made it at the same time. */
  | 'keys/next-stands'
  /** Too short for every node to know of it before it counts. */
  | 'keys/too-soon'
  /** There is no such version, or none in a state for this. */
  | 'keys/state'
  /** What was made with it is still in use, and would be lost with it. */
  | 'keys/in-use'
  /** Two administrators must agree to it. */
  | 'keys/two-needed';

export class KeyChangeError extends Error {
  override readonly name = 'KeyChangeError';
  readonly code: KeyChangeErrorCode;

  constructor(code: KeyChangeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface KeyVersion {
  readonly purpose: KeyPurpose;
  readonly version: number;
}

export async function listKeyStates({
  store,
  clock,
}: Pick<KeyChangeDeps, 'store' | 'clock'>): Promise<KeyInState[]> {
  const records = await listKeys(store);
  const purposes = new Set(records.map(({ purpose }) => purpose));
  return [...purposes].flatMap((purpose) => statesOf(records, purpose, clock.now()));
}

/**
 * Makes the next key, published from now and used after `aheadMs`: as long as relying parties keep a key set, and as a folder takes to
 * reach every node. Throws a KeyChangeError (`keys/next-stands`, `keys/too-soon`).
 */
export async function rotateKey(
  deps: KeyChangeDeps,
  purpose: KeyPurpose,
  aheadMs: number,
): Promise<KeyRecord> {
  if (aheadMs < KEY_SETTLE_MS) {
    throw new KeyChangeError('keys/too-soon', `a key is published at least ${KEY_SETTLE_MS / 1000} s ahead`);
  }
  requireRotated(purpose);
  const records = await listKeys(deps.store);
  const next = statesOf(records, purpose, deps.clock.now()).find(({ state }) => state === 'next');
  if (next !== undefined) throw nextStands(purpose, next.record.version);
  return makeKey(deps, { purpose, records, aheadMs }, async (within, it) => {
    if (!(await insertKey(within, it))) return false;
    await recordChange(deps, within, 'key.rotated', it);
    return true;
  });
}

/**
 * A key was stolen: no version that there was is used or believed any more. The new one is published at once and used as soon as every
 * node knows it; until then what needs the key answers that it is unavailable.
 */
export async function replaceKey(deps: KeyChangeDeps, purpose: KeyPurpose): Promise<KeyRecord> {
  requireSigning(purpose);
  const records = await listKeys(deps.store);
  return makeKey(deps, { purpose, records, aheadMs: KEY_SETTLE_MS }, async (within, it) => {
    if (!(await insertKey(within, it))) return false;
    await endKeysBelow(within, purpose, it.version, it.createdAt);
    await recordChange(deps, within, 'key.replaced', it);
    return true;
  });
}

interface ToMake {
  readonly purpose: KeyPurpose;
  readonly records: readonly KeyRecord[];
  readonly aheadMs: number;
}

async function makeKey(
  { store, vault, clock }: KeyChangeDeps,
  { purpose, records, aheadMs }: ToMake,
  keep: (within: StatementRunner, record: KeyRecord) => Promise<boolean>,
): Promise<KeyRecord> {
  const version = 1 + Math.max(0, ...records.filter((it) => it.purpose === purpose).map((it) => it.version));
  const { keyId, name } = await vault.make(purpose, version);
  const now = clock.now();
  const times = { createdAt: now, activeAt: now + aheadMs, endedAt: null, destroyedAt: null };
  const record = { purpose, version, keyId, name, ...times };
  const recording = store.transaction(async (within) => {
    if (!(await keep(within, record))) throw nextStands(purpose, version);
    return record;
  });
  return recording.catch(async (error: unknown) => {
    // Where the database failed it may have been recorded all the same: a key that nobody names does no harm, one that is named and gone would.
    if (!(error instanceof StoreError)) await vault.destroy(record);
    throw error;
  });
}

/**
 * Believes an old key no more, or takes back a next one. Of a secret that others rest on only a next one that no node may have begun to use: what is
 * sealed by an old one would never open again, and who has a `sub` by it would lose that; but an old one of `items` under which nothing stands any more, and
 * one of nonces, go. Throws a KeyChangeError (`keys/state`, `keys/in-use`).
 */
export async function retireKey(deps: KeyChangeDeps, key: KeyVersion): Promise<KeyRecord> {
  const record = await findKey(deps, key, ['next', 'old']);
  if (await isNeeded(deps, record)) throw inUse(key);
  await deps.store.transaction(async (within) => {
    if (!(await endKey(within, record, deps.clock.now()))) throw wrongState(key);
    await recordChange(deps, within, 'key.retired', record);
  });
  return record;
}

async function isNeeded({ clock, standsUnder }: KeyChangeDeps, { purpose, version, activeAt }: KeyRecord) {
  const now = clock.now();
  if (isSigning(purpose) || activeAt - now >= KEY_SETTLE_MS) return false;
  // A version that has just had its turn may be in use on a node whose clock is behind.
  if (purpose === 'dpop-nonce') return activeAt > now;
  return purpose !== 'items' || activeAt > now || standsUnder === undefined || (await standsUnder(version));
}

/** Takes a key that is gone out of where it lies. Copies and backups stay the operator's. Throws a KeyChangeError (`keys/state`). */
export async function destroyKey(deps: KeyChangeDeps, key: KeyVersion): Promise<KeyRecord> {
  const record = await findKey(deps, key, ['gone']);
  const destroy = async (within: StatementRunner) => {
    await markDestroyed(within, record, deps.clock.now());
    await recordChange(deps, within, 'key.destroyed', record);
    // Last, and where all before may still be undone: taking away what is away already is nothing.
    await deps.vault.destroy(record);
  };
  await deps.store.transaction(destroy);
  return record;
}

async function findKey(
  { store, clock }: KeyChangeDeps,
  key: KeyVersion,
  states: readonly KeyInState['state'][],
): Promise<KeyRecord> {
  const all = statesOf(await listKeys(store), key.purpose, clock.now());
  const found = all.find(({ record }) => record.version === key.version);
  if (found === undefined || !states.includes(found.state)) throw wrongState(key, found?.state);
  return found.record;
}

function requireRotated(purpose: KeyPurpose): void {
  if ((ROTATED_PURPOSES as readonly KeyPurpose[]).includes(purpose)) return;
  throw new KeyChangeError('keys/in-use', `the key for ${purpose} does not change`);
}

/** What a stolen secret was used for cannot be made undone by another one: the next version serves what comes later. */
function requireSigning(purpose: KeyPurpose): void {
  if (isSigning(purpose)) return;
  throw new KeyChangeError('keys/in-use', `a key for ${purpose} is rotated, and its old version kept`);
}

function inUse({ purpose, version }: KeyVersion): KeyChangeError {
  return new KeyChangeError(
    'keys/in-use',
    `${purpose} version ${version} is needed for what was made with it`,
  );
}

function wrongState({ purpose, version }: KeyVersion, state?: string): KeyChangeError {
  const what = state === undefined ? 'there is no such key' : `it is ${state}`;
  return new KeyChangeError('keys/state', `${purpose} version ${version}: ${what}`);
}

function nextStands(purpose: KeyPurpose, version: number): KeyChangeError {
  return new KeyChangeError(
    'keys/next-stands',
    `the next key for ${purpose} stands already: version ${version}`,
  );
}

/** The one place that every change of a key passes. */
async function recordChange(
  { audit, actor, agreed }: KeyChangeDeps,
  within: StatementRunner,
  action: Extract<ProviderAction, `key.${string}`>,
  { purpose, version, keyId, activeAt }: KeyRecord,
): Promise<void> {
  await agreed?.commit(within);
  const detail = { ...agreed?.detail, keyId, version: String(version), notBefore: activeAt };
  await audit.append(within, { actor, action, subject: `key:${purpose}`, detail });
}
