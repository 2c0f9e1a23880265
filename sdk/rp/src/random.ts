import { toBase64url } from '@kazasu/bytes';
import { randomBytes } from './crypto.ts';

/** 256 bits as 43 base64url characters. */
export function randomToken(): string {
  return toBase64url(randomBytes(32));
}

export function randomOctets(): Uint8Array {
  return randomBytes(32);
}
