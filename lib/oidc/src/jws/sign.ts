import { toBase64url, toUtf8 } from '@kazasu/bytes';
import type { KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmsOf } from './algorithm.ts';
import { signOctets } from './primitive.ts';

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
export function signJws(claims: object, key: SigningKey, typ = 'JWT'): string {
  const { algorithm: alg, kid } = key;
  return signParts(kid === undefined ? { alg, typ } : { alg, typ, kid }, claims, key);
}

/** As {@link signJws}, with a header of the caller's. */
export function signParts(header: object, claims: object, { algorithm, key }: SigningKey): string {
  if (key.type !== 'private' || !algorithmsOf(key).includes(algorithm)) {
    throw new OidcError('oidc/jws-key', `not a private key for ${algorithm}`);
  }
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${toBase64url(signOctets(algorithm, key, toUtf8(input)))}`;
}

function encode(value: object): string {
  return toBase64url(toUtf8(JSON.stringify(value)));
}
