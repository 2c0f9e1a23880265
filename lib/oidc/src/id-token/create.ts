import { type SigningKey, signJws } from '../jws/index.ts';
import type { IdToken } from './id-token.ts';

/** Signs an ID token with the members that the service's relying parties expect; absent ones are left out. */
export function createIdToken(token: IdToken, key: SigningKey): string {
  return signJws(
    {
      exp: token.expiresAt,
      iat: token.issuedAt,
      auth_time: token.authTime,
      jti: token.jti,
      iss: token.issuer,
      aud: token.audience,
      sub: token.subject,
      typ: 'ID',
      azp: token.audience,
      nonce: token.nonce,
      session_state: token.sessionId,
      at_hash: token.accessTokenHash,
      acr: token.acr,
      sid: token.sessionId,
    },
    key,
  );
}
