import { importJwk, OidcError } from '@kazasu/oidc';
import type * as v from 'valibot';
import type { ClientRegistration } from '../api/admin.ts';
import type { Client } from './client-data.ts';
import { ClientError } from './client-error.ts';
import { isAllowedUrl } from './host.ts';
import { redirectUriFault } from './redirect-uri.ts';

export interface RegistrationContext {
  /** Whether this provider itself is only reached on this machine; then keys may be fetched from it over http. */
  readonly local: boolean;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/**
 * Turns a registration into a client, or throws a ClientError that names the first broken rule: every redirect URI
 * by redirect-uri.ts, no URI twice, `openid` among the scopes, exactly one source of keys, every key one that can
 * verify and none of them private.
 */
export function createClient(
  registration: v.InferOutput<typeof ClientRegistration>,
  { local, time }: RegistrationContext,
): Client {
  const { redirectUris, jwks, jwksUri, scopes } = registration;
  for (const uri of redirectUris) {
    const fault = redirectUriFault(uri);
    if (fault !== undefined) throw new ClientError('client/redirect-uri', fault);
  }
  if (new Set(redirectUris).size < redirectUris.length) {
    throw new ClientError('client/redirect-uri', 'a redirect URI is there twice');
  }
  if (!scopes.includes('openid')) throw new ClientError('client/scope', 'scopes must include openid');
  if ((jwks === undefined) === (jwksUri === undefined)) {
    throw new ClientError('client/keys', 'exactly one of jwks and jwksUri must be given');
  }
  if (jwksUri !== undefined && !isAllowedUrl(jwksUri, local)) {
    throw new ClientError('client/keys', 'jwksUri must be https, without user or fragment');
  }
  for (const jwk of jwks?.keys ?? []) checkKey(jwk);
  return { ...registration, scopes: [...new Set(scopes)], createdAt: time };
}

function checkKey(jwk: Readonly<Record<string, unknown>>): void {
  try {
    importJwk(jwk);
  } catch (error) {
    if (error instanceof OidcError) throw new ClientError('client/keys', `jwks: ${error.message}`);
    throw error;
  }
}
