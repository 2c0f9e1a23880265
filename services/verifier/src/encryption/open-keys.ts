import type { Clock } from '@kazasu/server/clock';
import type { KeyFolder } from '@kazasu/server/keys';
import type { Store } from '@kazasu/server/store';
import { calculateJwkThumbprint } from 'jose';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type { EncryptionAlgorithm, EncryptionKey, EncryptionKeys, PublicJwk } from './encryption-keys.ts';
import {
  findKnownKey,
  insertGeneration,
  type KnownKey,
  keysOfGeneration,
  newestGeneration,
} from './generation-store.ts';

export interface OpenKeysOptions {
  readonly store: Store;
  readonly folder: KeyFolder;
  readonly clock: Clock;
}

const KINDS = { 'RSA-OAEP-256': 'rsa-2048', 'ECDH-ES': 'ec-p256' } as const;
const NAMES = { 'RSA-OAEP-256': 'encryption-rsa', 'ECDH-ES': 'encryption-ec' } as const;
const ALGORITHMS: readonly EncryptionAlgorithm[] = ['RSA-OAEP-256', 'ECDH-ES'];

/** Makes the first generation if there is none. Which keys are alive is asked of the store each time. */
export async function openEncryptionKeys(options: OpenKeysOptions): Promise<EncryptionKeys> {
  const { store, clock } = options;
  if ((await newestGeneration(store)) === undefined) await makeGeneration(options, 1, clock.now());
  return {
    publicKeys: () => publicKeys(options),
    find: async (kid) => {
      const known = await findKnownKey(store, kid, clock.now());
      return known && toKey(options, known);
    },
    rotate: async (overlapMs) => {
      const newest = (await newestGeneration(store)) ?? 0;
      await makeGeneration(options, newest + 1, clock.now() + overlapMs);
    },
  };
}

async function makeGeneration(
  options: OpenKeysOptions,
  generation: number,
  retiresBefore: number,
): Promise<void> {
  const keys: KnownKey[] = [];
  for (const algorithm of ALGORITHMS) {
    const jwk = publicJwk(await load(options, algorithm, generation));
    keys.push({ kid: await calculateJwkThumbprint(jwk), generation, algorithm });
  }
  const times = { now: options.clock.now(), retiresBefore };
  await options.store.transaction((within) => insertGeneration(within, keys, times));
}

async function publicKeys(options: OpenKeysOptions): Promise<readonly PublicJwk[]> {
  const newest = (await newestGeneration(options.store)) ?? 0;
  const known = await keysOfGeneration(options.store, newest);
  return Promise.all(
    known.map(async ({ kid, algorithm, generation }) => ({
      ...publicJwk(await load(options, algorithm, generation)),
      kid,
      use: 'enc',
      alg: algorithm,
    })),
  );
}

async function toKey(options: OpenKeysOptions, known: KnownKey): Promise<EncryptionKey> {
  const { kid, algorithm, generation } = known;
  return { kid, algorithm, privateKey: await load(options, algorithm, generation) };
}

function load({ folder }: OpenKeysOptions, algorithm: EncryptionAlgorithm, generation: number) {
  return folder.loadOrCreate(`${NAMES[algorithm]}-${generation}`, KINDS[algorithm]);
}

function publicJwk(privateKey: KeyObject): PublicJwk & { readonly kty: string } {
  const { kty = '', ...rest } = createPublicKey(privateKey).export({ format: 'jwk' });
  const members = Object.entries(rest).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { kty, ...Object.fromEntries(members) };
}
