import { importKeySet, type KeySet, type RsaAlgorithm, type VerificationKey } from '@kazasu/oidc';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import { RSA_ALGORITHM } from './client-algorithms.ts';
import type { Client } from './client-data.ts';
import { KeySetCache } from './key-set-cache.ts';
import { fetchKeySet } from './key-set-fetch.ts';

/** The keys that a client registered. */
export interface ClientKeys {
  /** From memory where it is fresh enough. Empty where they cannot be had. */
  keysOf(client: Client): Promise<readonly VerificationKey[]>;
  /** After a token did not verify: fetched anew, or undefined where that can change nothing or was done just now. */
  refreshedKeysOf(client: Client): Promise<readonly VerificationKey[] | undefined>;
}

/** Importing a key costs as much as half a signature check, so imported sets are kept, by their content; and for the very same registration without looking at it. */
const KEPT_SETS = 1_000;

export function clientKeys(deps: { readonly clock: Clock; readonly log: Log }, local: boolean): ClientKeys {
  const imported = new Map<string, readonly VerificationKey[]>();
  const ofClient = new WeakMap<Client, readonly VerificationKey[]>();
  const remoteFor = (rsa: RsaAlgorithm) =>
    new KeySetCache(deps, async (url) => importKeySet(await fetchKeySet(url, local), rsa));
  const remote = { compatible: remoteFor(RSA_ALGORITHM.compatible), strict: remoteFor(RSA_ALGORITHM.strict) };
  const importSet = (set: KeySet, rsa: RsaAlgorithm): readonly VerificationKey[] => {
    const text = rsa + JSON.stringify(set);
    const known = imported.get(text);
    if (known !== undefined) return known;
    const keys = importKeySet(set, rsa);
    if (imported.size >= KEPT_SETS) imported.clear();
    imported.set(text, keys);
    return keys;
  };
  return {
    keysOf: async (client) => {
      const { jwks, jwksUri, profile } = client;
      if (jwks !== undefined) {
        const keys = ofClient.get(client) ?? importSet(jwks, RSA_ALGORITHM[profile]);
        ofClient.set(client, keys);
        return keys;
      }
      return jwksUri === undefined ? [] : remote[profile].keys(jwksUri);
    },
    refreshedKeysOf: async ({ jwksUri, profile }) =>
      jwksUri === undefined ? undefined : remote[profile].refreshed(jwksUri),
  };
}
