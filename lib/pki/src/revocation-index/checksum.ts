import { crc32 } from 'node:zlib';

/**
 * CRC-32 (ISO 3309): finds torn and rotten octets three times as fast as SHA-256. It is no defence against somebody
 * who may write the file, and no checksum inside the file would be: who writes it also writes the checksum.
 */
export function checksum(octets: Uint8Array): number {
  return crc32(octets);
}
