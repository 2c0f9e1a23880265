import { toBase64url } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { type SigningKey, signJws } from '../jws/index.ts';

/** `typ`: such a signature can be taken for no token. */
export const ADMINISTRATION_REQUEST_TYPE = 'kazasu-administration+jwt';

export interface AdministrationRequest {
  readonly administratorId: string;
  /** Whom it is for: the base address of the service, as it is known from outside. */
  readonly audience: string;
  /** In capitals, as it is sent. */
  readonly method: string;
  /** With the query, as it is sent. */
  readonly path: string;
  /** Empty where there is none. */
  readonly body: Uint8Array;
  /** Unguessable and never used again. */
  readonly jti: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A compact JWS over `{iss, aud, htm, path, body, iat, jti}`; `body` is the SHA-256 of the octets, base64url. */
export function createAdministrationRequest(request: AdministrationRequest, key: SigningKey): string {
  const claims = {
    iss: request.administratorId,
    aud: request.audience,
    htm: request.method,
    path: request.path,
    body: bodyDigest(request.body),
    iat: Math.floor(request.time / 1000),
    jti: request.jti,
  };
  return signJws(claims, key, ADMINISTRATION_REQUEST_TYPE);
}

export function bodyDigest(body: Uint8Array): string {
  return toBase64url(createHash('sha256').update(body).digest());
}
