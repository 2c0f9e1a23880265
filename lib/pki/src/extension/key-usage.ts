import { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import type { ExtensionType } from './extension.ts';

/** Bit 0 first (RFC 5280 section 4.2.1.3). */
export const KEY_USAGE_NAMES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsageName = (typeof KEY_USAGE_NAMES)[number];
export type KeyUsage = ReadonlySet<KeyUsageName>;

/** RFC 5280 section 4.2.1.3: at least one bit, and the named bit list in its shortest form (X.690 11.2.2). */
export const KEY_USAGE: ExtensionType<KeyUsage> = { oid: OID.keyUsage, name: 'keyUsage', decode };

function decode(der: Uint8Array): KeyUsage {
  const reader = new DerReader(der);
  const { bytes, unusedBits } = reader.bitString();
  reader.finish();
  const bits = bytes.length * 8 - unusedBits;
  const isSet = (bit: number) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  if (bits === 0 || bits > KEY_USAGE_NAMES.length || !isSet(bits - 1)) {
    throw new PkiError('pki/extension', 'keyUsage empty or not in its shortest form');
  }
  return new Set(KEY_USAGE_NAMES.filter((_, bit) => bit < bits && isSet(bit)));
}
