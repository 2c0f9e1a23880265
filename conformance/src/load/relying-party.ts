import type { ClientRegistration } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from '../crypto.ts';

export const REDIRECT_URI = 'http://localhost:4999/callback';
export const SCOPE = 'openid name address birthdate gender';

/** A request under way at the relying party. */
export interface Begun {
  /** Parameters of the authorization request. */
  readonly query: string;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** A relying party of the load: signs assertions with ES256 as every provider wants them. */
export interface RelyingParty {
  readonly clientId: string;
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly registration: ClientRegistration;
  /** `parameters` in place of those of a login with items, or beside them. */
  begin(parameters?: Readonly<Record<string, string>>): Begun;
  /** Form of the token request. `audience` is the issuer. */
  redeem(code: string, verifier: string, audience: string): Record<string, string>;
  /** Form of the request for a token of its own, to have something signed. */
  ownToken(audience: string): Record<string, string>;
  /** Form of the request for the next tokens. */
  refresh(token: string, audience: string): Record<string, string>;
}

export function createRelyingParty(clientId: string): RelyingParty {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'load', use: 'sig', alg: 'ES256' };
  const jwks = { keys: [jwk] };
  const authenticated = (form: Record<string, string>, audience: string) => ({
    ...form,
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion(privateKey, clientId, audience),
  });
  return {
    clientId,
    jwks,
    registration: { clientId, kind: 'government', name: 'Load', redirectUris: [REDIRECT_URI], jwks },
    begin: (parameters = {}) => begin({ client_id: clientId, ...parameters }),
    redeem: (code, verifier, audience) => {
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        code_verifier: verifier,
      };
      return authenticated(form, audience);
    },
    ownToken: (audience) => authenticated({ grant_type: 'client_credentials', scope: 'sign' }, audience),
    refresh: (token, audience) =>
      authenticated({ grant_type: 'refresh_token', refresh_token: token }, audience),
  };
}

function begin(parameters: Readonly<Record<string, string>>): Begun {
  const [verifier, state, nonce] = [token(), token(), token()];
  const query = new URLSearchParams({
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    acr_values: 'aal3 crl',
    ...parameters,
  });
  return { query: query.toString(), verifier, state, nonce };
}

function token(): string {
  return randomBytes(32).toString('base64url');
}

function assertion(key: KeyObject, clientId: string, audience: string): string {
  const now = Math.floor(systemClock.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: token(), iat: now, exp: now + 60 };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode({ alg: 'ES256', kid: 'load' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}
