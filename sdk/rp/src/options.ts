import { type Endpoints, endpointsOf, type SigningKey, signTransactionsOf } from '@kazasu/oidc';
import { type Clock, systemClock } from './clock.ts';
import { RelyingPartyError } from './error.ts';
import { importPrivateKey, type PrivateKeyInput } from './private-key.ts';
import type { DiscoveredProvider } from './provider/index.ts';
import { type Proofs, proofsOf } from './provider/proof.ts';

export interface RelyingPartyOptions {
  /**
   * The provider, compared exactly: `http://localhost:4001/api/realms/main` for Kazasu on this machine,
   * `https://auth-and-sign.go.jp/api/realms/main` for the real service.
   */
  readonly issuer: string;
  readonly clientId: string;
  /** As registered, byte for byte. */
  readonly redirectUri: string;
  /**
   * The rules that this relying party is registered for; default `compatible`, which the real service takes. `strict` is FAPI 2.0: requests
   * are signed and pushed, answers signed and nothing else believed, the issuer is the audience, and an RSA key signs with PS256.
   */
  readonly profile?: 'compatible' | 'strict';
  /** The private half of a registered key: P-256 (ES256) or RSA from 2048 bits (RS256). A JWK's `kid` is sent along. */
  readonly privateKey: PrivateKeyInput;
  /**
   * Binds tokens to this key (DPoP, RFC 9449), which Kazasu demands of clients with the strict profile: P-256, Ed25519 or RSA. All
   * processes that share tokens need the same one; it is another one than `privateKey`. Without it tokens are bearer tokens.
   */
  readonly dpopKey?: PrivateKeyInput;
  /** Result of {@link discoverProvider}; without it the endpoints are derived from the issuer, with no request. */
  readonly provider?: DiscoveredProvider;
  /**
   * Whom client assertions are addressed to. The token endpoint is what the real service is known to accept; the
   * issuer is what newer rules ask for.
   */
  readonly assertionAudience?: 'token-endpoint' | 'issuer';
  /**
   * Whether a response without `iss` (RFC 9207) is refused. Kazasu always names itself; of the real service it is not
   * known. Default: what the provider's metadata promise, and false without them.
   */
  readonly issuerRequired?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly clock?: Clock;
}

/** Checked once, so that no request is ever made with half a configuration. */
export interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly profile: 'compatible' | 'strict';
  readonly signingKey: SigningKey;
  readonly endpoints: Endpoints;
  /** Undefined where tokens are bearer tokens. */
  readonly proofs: Proofs | undefined;
  /** Collection of the signature API; undefined where the issuer does not tell. */
  readonly signTransactions: string | undefined;
  /** Whether a response without `iss` is refused. */
  readonly issuerRequired: boolean;
  readonly assertionAudience: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Throws a RelyingPartyError (`rp/configuration`) for the first option that cannot be used. */
export function settingsOf(options: RelyingPartyOptions): Settings {
  const { issuer, clientId, redirectUri, provider, profile = 'compatible' } = options;
  checkUrl('issuer', issuer);
  checkUrl('redirectUri', redirectUri);
  if (!/^[0-9a-zA-Z]{1,255}$/.test(clientId)) configuration('clientId must be 1 to 255 digits and letters');
  if (/[?#]|\/$/.test(issuer))
    configuration('issuer must have no query, no fragment and no slash at its end');
  if (provider !== undefined && provider.issuer !== issuer) configuration('provider is another issuer');
  const endpoints = provider?.endpoints ?? endpointsOf(issuer);
  return {
    issuer,
    clientId,
    redirectUri,
    profile,
    signingKey: importPrivateKey(options.privateKey, profile),
    endpoints,
    proofs: options.dpopKey === undefined ? undefined : proofsOf(importPrivateKey(options.dpopKey)),
    signTransactions: signTransactionsOf(issuer),
    issuerRequired: options.issuerRequired ?? provider?.namesIssuer ?? profile === 'strict',
    assertionAudience:
      options.assertionAudience === 'issuer' || profile === 'strict' ? issuer : endpoints.token,
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock ?? systemClock,
  };
}

/** `https`, or `http` on this machine: a code or a key that was sent in clear belongs to whoever listens. */
export function checkUrl(name: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!safe) configuration(`${name} must be an https URL, or http on this machine`);
}

function configuration(message: string): never {
  throw new RelyingPartyError('rp/configuration', message);
}
