import type { Clock } from '@kazasu/server/clock';
import { KeyError, type KeyFolder } from '@kazasu/server/keys';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { calculateJwkThumbprint } from 'jose';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type {
  EncryptionAlgorithm,
  EncryptionKey,
  EncryptionKeys,
  KnownKey,
  PublicJwk,
} from './encryption-keys.ts';
import { findKnownKey, insertGeneration, keysOfGeneration, newestGeneration } from './generation-store.ts';

export interface OpenKeysOptions {
  readonly store: Store;
  readonly folder: KeyFolder;
  readonly clock: Clock;
  readonly log: Log;
}

const KINDS = { 'RSA-OAEP-256': 'rsa-2048', 'ECDH-ES': 'ec-p256' } as const;
const NAMES = { 'RSA-OAEP-256': 'encryption-rsa', 'ECDH-ES': 'encryption-ec' } as const;
const ALGORITHMS: readonly EncryptionAlgorithm[] = ['RSA-OAEP-256', 'ECDH-ES'];

/** Makes the first generation if there is none. Which keys are alive is asked of the store each time. */
export async function openEncryptionKeys(options: OpenKeysOptions): Promise<EncryptionKeys> {
  const { store, clock } = options;
  const now = clock.now();
  if ((await newestGeneration(store)) === undefined) {
    const first = await prepare(options, 1);
    await store.transaction((within) => insertGeneration(within, first, { now, retiresBefore: now }));
  }
  let lacking = false;
  const look = async () => {
    lacking = false;
    const newest = (await newestGeneration(store)) ?? 0;
    for (const known of await keysOfGeneration(store, newest)) lacking ||= await isMissing(options, known);
  };
  await look();
  return {
    publicKeys: () => publicKeys(options),
    find: async (kid) => {
      const known = await findKnownKey(store, kid, clock.now());
      return known && toKey(options, known);
    },
    newest: async (within = store) => (await newestGeneration(within)) ?? 0,
    prepare: (generation) => prepare(options, generation),
    begin: async (within, keys, times) => {
      const newest = (await newestGeneration(within)) ?? 0;
      if (keys.some(({ generation }) => generation !== newest + 1)) return false;
      return insertGeneration(within, keys, times);
    },
    look,
    fault: () => (lacking ? 'keys/missing' : undefined),
  };
}

async function prepare(options: OpenKeysOptions, generation: number): Promise<readonly KnownKey[]> {
  const keys: KnownKey[] = [];
  for (const algorithm of ALGORITHMS) {
    const { folder } = options;
    const key = await folder.loadOrCreate(nameOf(algorithm, generation), KINDS[algorithm]);
    keys.push({ kid: await calculateJwkThumbprint(publicJwk(key)), generation, algorithm });
  }
  return keys;
}

async function publicKeys(options: OpenKeysOptions): Promise<readonly PublicJwk[]> {
  const newest = (await newestGeneration(options.store)) ?? 0;
  const known = await keysOfGeneration(options.store, newest);
  return Promise.all(
    known.map(async (one) => ({
      ...publicJwk(await load(options, one)),
      kid: one.kid,
      use: 'enc',
      alg: one.algorithm,
    })),
  );
}

async function toKey(options: OpenKeysOptions, known: KnownKey): Promise<EncryptionKey> {
  const { kid, algorithm } = known;
  return { kid, algorithm, privateKey: await load(options, known) };
}

function nameOf(algorithm: EncryptionAlgorithm, generation: number): string {
  return `${NAMES[algorithm]}-${generation}`;
}

/** Whether this node cannot do what the others can; the operator is told each time it looks. */
async function isMissing(options: OpenKeysOptions, known: KnownKey): Promise<boolean> {
  try {
    await load(options, known);
    return false;
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    const { kid: keyId, generation } = known;
    options.log.error('keys.missing', {
      keyId,
      version: String(generation),
      code: error.code,
      reason: error.message,
    });
    return true;
  }
}

/** Rejects with a KeyError where this node lacks it, or has another one: nobody could open what is encrypted to that. */
async function load(
  { folder }: OpenKeysOptions,
  { algorithm, generation, kid }: KnownKey,
): Promise<KeyObject> {
  const name = nameOf(algorithm, generation);
  const key = await folder.load(name, KINDS[algorithm]);
  if (key === undefined || (await calculateJwkThumbprint(publicJwk(key))) !== kid) {
    const why = key === undefined ? 'is not in the key folder of this node' : 'is another key on this node';
    throw new KeyError(
      'key/unavailable',
      `${name} ${why}: share the folder, or copy it from the node that made it`,
    );
  }
  return key;
}

function publicJwk(privateKey: KeyObject): PublicJwk & { readonly kty: string } {
  const { kty = '', ...rest } = createPublicKey(privateKey).export({ format: 'jwk' });
  const members = Object.entries(rest).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { kty, ...Object.fromEntries(members) };
}
