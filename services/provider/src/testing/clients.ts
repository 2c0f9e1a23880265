import { toBase64url } from '@kazasu/bytes';
import type { Scope } from '@kazasu/oidc';
import { type Client, insertClient } from '../client/index.ts';
import { createHash } from '../crypto.ts';
import type { ProviderDeps } from '../deps.ts';

export const CLIENT: Client = {
  clientId: 'RP00000001',
  registrationId: 'registration of RP00000001',
  kind: 'private',
  name: 'あおぞら図書館 予約サービス',
  redirectUris: ['https://rp.example/callback', 'https://rp.example/with?fixed=1%202'],
  scopes: ['openid', 'name', 'address', 'birthdate', 'gender', 'sign'],
  jwksUri: 'https://rp.example/jwks',
  profile: 'compatible',
  termsUrl: 'https://rp.example/terms',
  privacyUrl: 'https://rp.example/privacy',
  createdAt: 0,
};

export async function addClient(
  deps: Pick<ProviderDeps, 'store'>,
  scopes: readonly Scope[] = CLIENT.scopes,
  clientId = CLIENT.clientId,
) {
  await insertClient(deps.store, {
    ...CLIENT,
    clientId,
    registrationId: `registration of ${clientId}`,
    scopes,
  });
}

export const VERIFIER = 'a-verifier-of-the-tests-that-is-long-enough-to-be-one';
export const CODE_CHALLENGE = toBase64url(createHash('sha256').update(VERIFIER).digest());

/** A request that keeps every rule. */
export const REQUEST: { readonly [name: string]: string } = {
  response_type: 'code',
  scope: 'openid name address birthdate gender',
  client_id: CLIENT.clientId,
  redirect_uri: 'https://rp.example/callback',
  state: 'state %&+#"<of the test',
  nonce: 'nonce-of-the-test',
  code_challenge: CODE_CHALLENGE,
  code_challenge_method: 'S256',
  acr_values: 'aal3 crl',
};

export const AUTH_PATH = '/api/realms/main/protocol/openid-connect/auth';

/** The request's address, with some parameters changed or, where undefined, left out. */
export function authPath(changes: { readonly [name: string]: string | undefined } = {}): string {
  const parameters = Object.entries({ ...REQUEST, ...changes }).filter((pair) => pair[1] !== undefined);
  return `${AUTH_PATH}?${new URLSearchParams(parameters as [string, string][])}`;
}
