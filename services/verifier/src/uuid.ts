import { toHex } from '@kazasu/bytes';

/** A lower-case UUID of version 8 (RFC 9562 5.8) made of the first 16 octets: an id that follows from something else. */
export function uuidFrom(octets: Uint8Array): string {
  const uuid = octets.slice(0, 16);
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x80;
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(uuid);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
