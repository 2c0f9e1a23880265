import type { Counter } from '@kazasu/server/metrics';
import { type ClientKeys, clientKeys } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { type SigningKeys, signingKeys } from '../key/index.ts';

/** What the endpoint needs, made once when it is mounted. */
export interface TokenDeps
  extends Pick<ProviderDeps, 'config' | 'store' | 'clock' | 'log' | 'audit' | 'sandbox' | 'inspector'> {
  readonly signing: SigningKeys;
  readonly clientKeys: ClientKeys;
  /** Departures of clients from the strict form, by name. */
  readonly leniences: Counter;
  /** Answers by grant type and error code. */
  readonly answers: Counter;
}

export type TokenParts = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'audit' | 'metrics' | 'keys' | 'sandbox' | 'inspector'
>;

export function tokenDeps(deps: TokenParts): TokenDeps {
  const { config, store, clock, log, audit, metrics, keys, sandbox, inspector } = deps;
  return {
    config,
    store,
    clock,
    log,
    audit,
    sandbox,
    inspector,
    signing: signingKeys(keys),
    clientKeys: clientKeys({ clock, log }, config.local),
    leniences: metrics.counter('assertion_leniences_total', 'Leniences used by client assertions', [
      'lenience',
    ]),
    answers: metrics.counter('token_answers_total', 'Answers of the token endpoint', ['grant', 'result']),
  };
}
