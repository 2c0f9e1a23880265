import { type Algorithm, importJwk, OidcError } from '@kazasu/oidc';
import { isAllowedUrl, isSafeUrl } from '@kazasu/server/outbound';
import { randomId } from '@kazasu/server/random';
import type * as v from 'valibot';
import type { ClientRegistration } from '../api/admin.ts';
import { readsAsWritten } from '../api/shown-name.ts';
import { CLIENT_ALGORITHMS, RSA_ALGORITHM } from './client-algorithms.ts';
import type { Client } from './client-data.ts';
import { ClientError } from './client-error.ts';
import { redirectUriFault } from './redirect-uri.ts';

type Registration = v.InferOutput<typeof ClientRegistration>;

export interface RegistrationContext {
  /** Whether this provider itself is only reached on this machine; then keys may be fetched from it over http. */
  readonly local: boolean;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/**
 * Turns a registration into a client, or throws a ClientError that names the first broken rule: a name that
 * reads as it is written, every redirect URI by redirect-uri.ts, those after a logout too, no URI twice, pages that are safe to open, `openid` among the scopes, exactly one source of keys, every key one that can
 * verify for the client's profile and none of them private.
 */
export function createClient(registration: Registration, { local, time }: RegistrationContext): Client {
  const { jwks, jwksUri, scopes } = registration;
  checkShown(registration, local);
  checkRedirectUris(registration);
  checkRedirectUris({ ...registration, redirectUris: registration.postLogoutRedirectUris });
  if (!scopes.includes('openid')) throw new ClientError('client/scope', 'scopes must include openid');
  if ((jwks === undefined) === (jwksUri === undefined)) {
    throw new ClientError('client/keys', 'exactly one of jwks and jwksUri must be given');
  }
  if (jwksUri !== undefined && !isAllowedUrl(jwksUri, local)) {
    throw new ClientError('client/keys', 'jwksUri must be https, without user or fragment');
  }
  for (const jwk of jwks?.keys ?? []) checkKey(jwk, registration.profile);
  if (registration.messageSigning === true && registration.profile !== 'strict') {
    throw new ClientError('client/message-signing', 'only a strict client has its messages signed');
  }
  const { accessTokenAlgorithm } = registration;
  if (registration.profile === 'strict' && (accessTokenAlgorithm ?? 'ES256') !== 'ES256') {
    throw new ClientError(
      'client/access-token',
      'the access tokens of a strict client are signed with ES256',
    );
  }
  if (registration.platformOperator !== undefined && registration.kind !== 'private') {
    throw new ClientError('client/platform-operator', 'only a private client has a platform operator');
  }
  return { ...registration, scopes: [...new Set(scopes)], registrationId: randomId(), createdAt: time };
}

/** What the person reads and may follow before agreeing. */
function checkShown(registration: Registration, local: boolean): void {
  if (!readsAsWritten(registration.name)) {
    throw new ClientError(
      'client/name',
      'name must have a letter or a digit, and no character that hides, covers or turns others',
    );
  }
  for (const member of ['termsUrl', 'privacyUrl'] as const) {
    const url = registration[member];
    if (url !== undefined && !isSafeUrl(url, local)) {
      throw new ClientError('client/url', `${member} must be https, without user`);
    }
  }
}

function checkRedirectUris({ redirectUris, profile }: Pick<Registration, 'redirectUris' | 'profile'>): void {
  for (const uri of redirectUris) {
    const fault = redirectUriFault(uri, profile);
    if (fault !== undefined) throw new ClientError('client/redirect-uri', fault);
  }
  if (new Set(redirectUris).size < redirectUris.length) {
    throw new ClientError('client/redirect-uri', 'a redirect URI is there twice');
  }
}

/** A key that the profile would never take is a mistake, to be told now and not at the first login. */
function checkKey(jwk: Readonly<Record<string, unknown>>, profile: Client['profile']): void {
  const taken = CLIENT_ALGORITHMS[profile];
  if (taken.includes(algorithmOf(jwk, profile))) return;
  throw new ClientError('client/keys', `jwks: a ${profile} client signs with ${taken.join(', ')}`);
}

function algorithmOf(jwk: Readonly<Record<string, unknown>>, profile: Client['profile']): Algorithm {
  try {
    return importJwk(jwk, RSA_ALGORITHM[profile]).algorithm;
  } catch (error) {
    if (error instanceof OidcError) throw new ClientError('client/keys', `jwks: ${error.message}`);
    throw error;
  }
}
