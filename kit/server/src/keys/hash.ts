import {
  createHash,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from '../crypto.ts';

/** SHA-256 of a random token, base64url, 43 characters: what is stored in the token's place. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** HMAC-SHA-256 over the parts, each with its length (4 bytes, big-endian) before it: no two lists look alike. */
export function hmacSha256(key: KeyObject, ...parts: readonly Uint8Array[]): Uint8Array {
  const hmac = createHmac('sha256', key);
  const length = new DataView(new ArrayBuffer(4));
  for (const part of parts) {
    length.setUint32(0, part.length);
    hmac.update(new Uint8Array(length.buffer));
    hmac.update(part);
  }
  return new Uint8Array(hmac.digest());
}

/** A secret of 256 bits for one purpose (HKDF with SHA-256, RFC 5869): what it is used for says nothing of the key it comes from, nor of another purpose's. */
export function deriveSecret(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), purpose, 32)));
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}
