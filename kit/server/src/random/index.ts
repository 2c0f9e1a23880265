/** The only place that draws random bytes. */
import { toBase64url } from '@kazasu/bytes';
import { randomBytes, randomUUID } from '../crypto.ts';

/** 256 bits as 43 base64url characters: codes, tokens, cookie values. */
export function randomToken(): string {
  return toBase64url(randomBytes(32));
}

/** 128 bits as 22 base64url characters, for what must fit a QR code. */
export function randomShortToken(): string {
  return toBase64url(randomBytes(16));
}

/** A random UUID (RFC 9562 version 4). */
export function randomId(): string {
  return randomUUID();
}

export function randomOctets(length: number): Uint8Array {
  return randomBytes(length);
}
