/** Tokens that only their maker reads again, under a MAC: HS256 (RFC 7518 section 3.2). */
import { fromUtf8 } from '@kazasu/bytes';
import { createHmac, type KeyObject, timingSafeEqual } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { MAX_CHARACTERS } from './parse.ts';
import { decodePart, encodePart } from './part.ts';

const ALGORITHM = 'HS256';
/** RFC 7518 section 3.2: at least as long as the digest. */
const KEY_LENGTH_MIN = 32;

/**
 * A secret with everything that its tokens say of themselves: algorithm, type and name are the key's, and no token chooses any of them.
 * Made by {@link macKey} alone, and of another kind than what verifies signatures, so that neither is ever taken for the other.
 */
export interface MacKey {
  readonly kid: string;
  /** The one first part that its tokens have, `{"alg","typ","kid"}` encoded. */
  readonly header: string;
  readonly secret: KeyObject;
}

/** Throws `oidc/jws-key` for what is no secret of 256 bits or more. */
export function macKey(
  secret: KeyObject,
  { kid, typ }: { readonly kid: string; readonly typ: string },
): MacKey {
  if ((secret.symmetricKeySize ?? 0) < KEY_LENGTH_MIN) {
    throw new OidcError('oidc/jws-key', `not a secret for ${ALGORITHM}`);
  }
  return { kid, header: encodePart({ alg: ALGORITHM, typ, kid }), secret };
}

/** Claims as a compact JWS under the key. */
export function createMacJws(claims: object, { header, secret }: MacKey): string {
  const input = `${header}.${encodePart(claims)}`;
  return `${input}.${macOf(input, secret)}`;
}

/** Keys by the first part of their tokens. */
export type MacKeys = ReadonlyMap<string, MacKey>;

export function macKeys(keys: readonly MacKey[]): MacKeys {
  return new Map(keys.map((key) => [key.header, key]));
}

/**
 * The claims of a token that one of the keys made; undefined for any other text. The first part finds the key, octet for octet: nothing in
 * it is interpreted. The MAC is compared as it is spelt, in a time that does not depend on where it differs.
 */
export function verifyMacJws(token: string, keys: MacKeys): Readonly<Record<string, unknown>> | undefined {
  if (token.length > MAX_CHARACTERS) return undefined;
  const key = keys.get(token.slice(0, token.indexOf('.')));
  if (key === undefined) return undefined;
  const end = token.lastIndexOf('.');
  const given = Buffer.from(token.slice(end + 1));
  const expected = Buffer.from(macOf(token.slice(0, end), key.secret));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(fromUtf8(decodePart(token.slice(key.header.length + 1, end))));
}

function macOf(input: string, secret: KeyObject): string {
  return createHmac('sha256', secret).update(input).digest('base64url');
}
