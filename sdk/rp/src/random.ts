/** The only place that draws random octets. */
import { toBase64url } from '@kazasu/bytes';

export function randomOctets(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** 256 bits as 43 base64url characters. */
export function randomToken(): string {
  return toBase64url(randomOctets());
}
