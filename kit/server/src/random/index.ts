/** The only place that draws random bytes. */
import { toBase64url } from '@kazasu/bytes';
import { randomBytes, randomFillSync, randomUUID } from '../crypto.ts';
import { asSecret, type Secret } from '../log/secret.ts';

/** 256 bits as 43 base64url characters: codes, tokens, cookie values. */
export function randomToken(): Secret {
  return asSecret(toBase64url(take(32)));
}

/** 128 bits as 22 base64url characters, for what must fit a QR code. */
export function randomShortToken(): string {
  return toBase64url(take(16));
}

/** A random UUID (RFC 9562 version 4). */
export function randomId(): string {
  return randomUUID();
}

export function randomOctets(length: number): Uint8Array {
  return length <= 32 ? take(length) : randomBytes(length);
}

/** Drawn ahead: what a call of the system's generator costs hardly depends on how much it is asked for. */
const pool = new Uint8Array(4096);
let used = pool.length;

/** Octets that nobody got before and nobody gets again: they are erased where they were drawn. */
function take(length: number): Uint8Array {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const octets = pool.slice(used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return octets;
}
