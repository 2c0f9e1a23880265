import { type Counter, keyOperations, type Series } from '@kazasu/server/metrics';
import { accessTokenAlgorithmOf, type Client } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { type Dpop, openDpop } from '../dpop/index.ts';
import type { AccessTokenKey, SigningKeys } from '../key/index.ts';

/** What the endpoint needs, made once when it is mounted. */
export interface TokenDeps extends Omit<TokenParts, 'keys' | 'metrics'> {
  readonly signing: SigningKeys;
  /** How long the signatures of an answer take. */
  readonly signs: Series;
  readonly dpop: Dpop;
  /** Answers by grant type and error code. */
  readonly answers: Counter;
}

export type TokenParts = Pick<
  ProviderDeps,
  | 'config'
  | 'store'
  | 'clock'
  | 'log'
  | 'audit'
  | 'metrics'
  | 'keys'
  | 'sandbox'
  | 'inspector'
  | 'clientAuthentication'
>;

export function tokenDeps({ keys, metrics, ...deps }: TokenParts): TokenDeps {
  return {
    ...deps,
    get signing() {
      return keys.signing;
    },
    signs: keyOperations(metrics).series({ operation: 'sign', result: 'ok' }),
    dpop: openDpop({ ...deps, keys }),
    answers: metrics.counter('token_answers_total', 'Answers of the token endpoint', ['grant', 'result']),
  };
}

/** The key that makes this client's access tokens now. */
export function accessTokenKey({ signing, config }: TokenDeps, client: Client): AccessTokenKey {
  return signing.accessToken(accessTokenAlgorithmOf(client, config.accessTokenAlgorithm));
}
