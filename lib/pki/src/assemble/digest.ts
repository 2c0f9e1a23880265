import { hash } from '../crypto.ts';

export function sha256(octets: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', octets, 'buffer'));
}
