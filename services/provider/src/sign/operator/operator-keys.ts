import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import { fetchKeySet, KeySetCache } from '../../client/index.ts';
import type { PlatformOperator } from './operator-data.ts';
import { chosenKey, importResultKeys, type ResultKey } from './result-key.ts';

/** Where the key comes from that signed results are encrypted for. */
export interface OperatorKeys {
  /** Undefined where there is none to be had now. A key withdrawn from a key set's address is not used after five minutes. */
  keyOf(operator: PlatformOperator): Promise<ResultKey | undefined>;
}

/** `local`: the provider is reached on this machine only, and may ask this machine. */
export function operatorKeys(
  deps: { readonly clock: Clock; readonly log: Log },
  local: boolean,
): OperatorKeys {
  const remote = new KeySetCache(deps, async (url) => importResultKeys(await fetchKeySet(url, local)));
  return {
    keyOf: async ({ jwks, jwksUri }) => {
      if (jwks !== undefined) return chosenKey(importResultKeys(jwks));
      if (jwksUri === undefined) return undefined;
      // A set without a key for us is not worth waiting for its time: the operator may have mended it.
      return chosenKey(await remote.keys(jwksUri)) ?? chosenKey((await remote.refreshed(jwksUri)) ?? []);
    },
  };
}
