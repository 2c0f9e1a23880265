import { DER, type DerReader } from '@kazasu/bytes';
import { PkiError } from './error.ts';

/**
 * Reads a serial number (RFC 5280 section 4.1.2.2): positive, at most 20 octets. Returns the magnitude without
 * the sign octet, so that one number has one spelling (`pki/serial`).
 */
export function readSerial(reader: DerReader, tag: number = DER.integer): Uint8Array {
  const content = reader.octetString(tag);
  const first = content[0];
  const second = content[1];
  if (first === undefined || first >= 0x80) throw new PkiError('pki/serial', 'serial number not positive');
  if (first === 0 && (second === undefined || second < 0x80)) {
    throw new PkiError('pki/serial', 'serial number zero or padded');
  }
  if (content.length > 20) throw new PkiError('pki/serial', 'serial number of more than 20 octets');
  return first === 0 ? content.subarray(1) : content;
}
