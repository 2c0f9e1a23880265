import { concat } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { KEY_ID_LENGTH } from '../cv-certificate.ts';
import { requireLength } from '../rsa-key.ts';

const NAME = 'key reference';
const TAG = 0x01;

/** EF 0002, record 1, the same in the common application: a key identifier of 16 bytes behind tag and length. */
export function encodeKeyReference(keyId: Uint8Array): Uint8Array<ArrayBuffer> {
  requireLength(NAME, keyId, KEY_ID_LENGTH);
  return concat(Uint8Array.of(TAG, KEY_ID_LENGTH), keyId);
}

/** The key identifier. Any other form is CardError `card/file`. */
export function parseKeyReference(record: Uint8Array): Uint8Array {
  if (record.length !== KEY_ID_LENGTH + 2 || record[0] !== TAG || record[1] !== KEY_ID_LENGTH) {
    throw new CardError('card/file', 'key reference: not a record of 16 bytes');
  }
  return record.subarray(2);
}
