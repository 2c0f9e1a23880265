import {
  type AssertionContext,
  CLIENT_ASSERTION_TYPE,
  endpointsOf,
  OidcError,
  type ParsedClientAssertion,
  parseClientAssertion,
  type VerificationKey,
  type VerifiedClientAssertion,
  verifyClientAssertion,
} from '@kazasu/oidc';
import type { Form } from '@kazasu/server/http';
import type { Counter } from '@kazasu/server/metrics';
import { type Client, type ClientKeys, clientKeys, findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { isOfThisEpoch } from '../epoch/index.ts';
import { USED_ASSERTIONS } from './assertion-store.ts';
import { assertionFailure, describeAssertionError, invalidClient } from './describe-assertion-error.ts';
import { ASSERTION_PROFILES } from './profile.ts';
import { TokenError } from './token-error.ts';

export interface ClientAuthentication {
  /** Who sent the form; throws a TokenError. An assertion is used up by it. */
  authenticate(form: Form): Promise<Client>;
  /** The registered keys of clients, kept for all endpoints together. */
  readonly keys: ClientKeys;
}

type Parts = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'metrics' | 'inspector' | 'clientLimits'
>;

interface AuthenticationDeps extends Pick<Parts, 'config' | 'store' | 'clock' | 'clientLimits'> {
  readonly clientKeys: ClientKeys;
  /** Departures of clients from the strict form, by name. */
  readonly leniences: Counter;
}

/** One for all endpoints that clients call themselves; the developer's inspector hears which check failed. */
export function clientAuthentication({
  config,
  store,
  clock,
  log,
  metrics,
  inspector,
  clientLimits,
}: Parts): ClientAuthentication {
  const keys = clientKeys({ clock, log }, config.local);
  const leniences = metrics.counter('assertion_leniences_total', 'Leniences used by client assertions', [
    'lenience',
  ]);
  const deps = { config, store, clock, clientKeys: keys, leniences, clientLimits };
  return {
    keys,
    authenticate: async (form) => {
      try {
        const client = await authenticateClient(deps, form);
        inspector?.authenticated();
        return client;
      } catch (error) {
        if (error instanceof TokenError && error.check !== undefined) inspector?.authenticated(error.check);
        throw error;
      }
    },
  };
}

/**
 * Who asks: `private_key_jwt` and nothing else. The steps are those of the product behind the service: the type, the
 * assertion, whom it names, `client_id` beside it, key and signature, times and audience, how often the client
 * asks, and last the `jti`, which is remembered only for assertions that are otherwise good. Throws a TokenError.
 */
async function authenticateClient(deps: AuthenticationDeps, form: Form): Promise<Client> {
  const assertion = readAssertion(form);
  const parsed = attempt(() => parseClientAssertion(assertion));
  const clientId = form.get('client_id');
  if (clientId !== undefined && clientId !== parsed.clientId) {
    throw assertionFailure('client_id parameter not matching with client from JWT token', 'client');
  }
  deps.clientLimits.checkClaimed(parsed.clientId);
  const client = await findClient(deps, parsed.clientId);
  if (client === undefined) throw invalidClient(DIVERGENCES.unknownClient.value, 'known');
  const verified = await verifyWithKeys(deps, client, parsed);
  // Before anything is used up: the same assertion will do when there is room again.
  deps.clientLimits.take(client);
  const { clockTolerance, maxLifetime } = ASSERTION_PROFILES[client.profile];
  const rememberedUntil = verified.expiresAt + 1000 * (clockTolerance + 1);
  const use = { id: `${verified.clientId} ${verified.jti}`, expiresAt: rememberedUntil };
  if (!(await USED_ASSERTIONS.add(deps.store, use))) {
    throw assertionFailure('Token reuse detected', 'jti');
  }
  // One without `iat` may be as old as it may live.
  const issuedAt = verified.issuedAt ?? verified.expiresAt - 1000 * maxLifetime;
  if (!(await isOfThisEpoch(deps.store, issuedAt, 1000 * clockTolerance))) {
    throw assertionFailure('Token was issued before a restore', 'jti');
  }
  for (const lenience of verified.leniences) deps.leniences.inc({ lenience });
  return client;
}

function readAssertion(form: Form): string {
  const type = form.get('client_assertion_type');
  if (!type) throw invalidClient('Parameter client_assertion_type is missing');
  if (type !== CLIENT_ASSERTION_TYPE) {
    throw invalidClient(
      `Parameter client_assertion_type has value '${type.slice(0, 100)}' but expected is '${CLIENT_ASSERTION_TYPE}'`,
    );
  }
  const assertion = form.get('client_assertion');
  if (!assertion) throw invalidClient('client_assertion parameter missing');
  return assertion;
}

/** Faults that a key set fetched anew may mend: the client has changed its keys. */
const KEY_FAULTS: ReadonlySet<string> = new Set(['oidc/jws-algorithm', 'oidc/jws-key', 'oidc/jws-signature']);

async function verifyWithKeys(
  deps: AuthenticationDeps,
  client: Client,
  parsed: ParsedClientAssertion,
): Promise<VerifiedClientAssertion> {
  const keys = await deps.clientKeys.keysOf(client);
  try {
    return verifyClientAssertion(parsed, contextOf(deps, client, keys));
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    const fresh = KEY_FAULTS.has(error.code) ? await deps.clientKeys.refreshedKeysOf(client) : undefined;
    if (fresh === undefined) throw describeAssertionError(error, keys.length > 0);
    return attempt(() => verifyClientAssertion(parsed, contextOf(deps, client, fresh)), fresh.length > 0);
  }
}

function contextOf(
  deps: AuthenticationDeps,
  client: Client,
  keys: readonly VerificationKey[],
): AssertionContext {
  const { issuer } = deps.config;
  return {
    audience: { issuer, tokenEndpoint: endpointsOf(issuer).token },
    keys,
    profile: ASSERTION_PROFILES[client.profile],
    time: deps.clock.now(),
  };
}

function attempt<T>(work: () => T, hasKeys = true): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof OidcError ? describeAssertionError(error, hasKeys) : error;
  }
}
