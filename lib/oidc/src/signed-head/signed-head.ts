import { OidcError } from '../error.ts';
import { type SigningKey, signJws, type VerificationKey, verifyJws } from '../jws/index.ts';

const TYPE = 'kazasu-audit-head+jwt';

/** What a head says of the chain: its last entry's number, and that entry's hash (hexadecimal). */
export interface SignedHead {
  readonly number: number;
  readonly hash: string;
}

/** `time`: milliseconds since 1970. */
export function createSignedHead(
  { number, hash }: SignedHead,
  { issuer, time }: { readonly issuer: string; readonly time: number },
  key: SigningKey,
): string {
  return signJws({ iss: issuer, number, hash, iat: Math.floor(time / 1000) }, key, TYPE);
}

/** Undefined for what none of these keys signed as a head, or, where one is named, another issuer. */
export function parseSignedHead(
  signed: string,
  keys: readonly VerificationKey[],
  issuer?: string,
): SignedHead | undefined {
  try {
    const { header, claims } = verifyJws(signed, keys);
    const { iss, number, hash } = claims;
    if (header.typ !== TYPE || (issuer !== undefined && iss !== issuer)) return undefined;
    return typeof number === 'number' && typeof hash === 'string' ? { number, hash } : undefined;
  } catch (error) {
    if (error instanceof OidcError) return undefined;
    throw error;
  }
}
