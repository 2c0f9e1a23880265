import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from '../crypto.ts';

export const CLIENT_ID = 'BENCH0001';
export const REDIRECT_URI = 'http://localhost:4999/callback';
export const SCOPE = 'openid name address birthdate gender';

/** A relying party of the load: signs assertions with ES256 as both services want them. */
export interface RelyingParty {
  readonly jwks: { keys: Record<string, unknown>[] };
  /** Parameters of a fresh authorization request, and the verifier that belongs to it. */
  begin(): { query: string; verifier: string; state: string };
  /** Form of the token request. `audience` is the issuer. */
  redeem(code: string, verifier: string, audience: string): Record<string, string>;
}

export function createRelyingParty(): RelyingParty {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'ES256' };
  return {
    jwks: { keys: [jwk] },
    begin: () => {
      const verifier = token();
      const state = token();
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: CLIENT_ID,
        redirect_uri: REDIRECT_URI,
        scope: SCOPE,
        state,
        nonce: token(),
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        acr_values: 'aal3 crl',
      });
      return { query: query.toString(), verifier, state };
    },
    redeem: (code, verifier, audience) => ({
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(privateKey, audience),
    }),
  };
}

function token(): string {
  return randomBytes(32).toString('base64url');
}

function assertion(key: KeyObject, audience: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: CLIENT_ID,
    sub: CLIENT_ID,
    aud: audience,
    jti: token(),
    iat: now,
    exp: now + 60,
  };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode({ alg: 'ES256', kid: 'bench' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}
