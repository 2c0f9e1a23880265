import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { type KeyObject, sign } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmOf } from './algorithm.ts';

export interface SigningKey {
  readonly algorithm: Algorithm;
  /** A private key that fits the algorithm. */
  readonly key: KeyObject;
  /** Written into the header when given. */
  readonly kid?: string | undefined;
}

/**
 * Signs claims as a compact JWS with the header `{"alg","typ","kid"}` in this order. `typ` is `JWT` unless told.
 * Throws `oidc/jws-key` where the key is not a private key for its algorithm.
 */
export function signJws(claims: object, { algorithm, key, kid }: SigningKey, typ = 'JWT'): string {
  if (key.type !== 'private' || algorithmOf(key) !== algorithm) {
    throw new OidcError('oidc/jws-key', `not a private key for ${algorithm}`);
  }
  const header = kid === undefined ? { alg: algorithm, typ } : { alg: algorithm, typ, kid };
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', toUtf8(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${toBase64url(signature)}`;
}

function encode(value: object): string {
  return toBase64url(toUtf8(JSON.stringify(value)));
}
