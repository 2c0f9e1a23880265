import { toBase64url, toUtf8 } from '@kazasu/bytes';
import type { KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmsOf } from './algorithm.ts';
import { encodePart } from './part.ts';
import { signOctets } from './primitive.ts';

export interface SigningKey {
  readonly algorithm: Algorithm;
  /** A private key that fits the algorithm, or whoever keeps it. */
  readonly key: KeyObject | KeyKeeper;
  /** Written into the header when given. */
  readonly kid?: string | undefined;
}

/** Signs with a key that it does not give away; it fits the algorithm. */
export interface KeyKeeper {
  /** The signature in the form of JWS (RFC 7518 section 3): r ‖ s for ES256. What it throws reaches who signs. */
  signForJws(octets: Uint8Array): Uint8Array;
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
  const input = `${encodePart(header)}.${encodePart(claims)}`;
  return `${input}.${toBase64url(signatureOf(toUtf8(input), { algorithm, key }))}`;
}

function signatureOf(octets: Uint8Array, { algorithm, key }: SigningKey): Uint8Array {
  if ('signForJws' in key) return key.signForJws(octets);
  if (key.type !== 'private' || !algorithmsOf(key).includes(algorithm)) {
    throw new OidcError('oidc/jws-key', `not a private key for ${algorithm}`);
  }
  return signOctets(algorithm, key, octets);
}
