import { DerReader } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';

export function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(bytes).digest());
}

/** The bits of a SubjectPublicKeyInfo's key, without tag, length and count of unused bits. */
export function publicKeyBits(publicKey: Uint8Array): Uint8Array {
  const reader = DerReader.document(publicKey);
  reader.next();
  const bits = reader.bitString();
  reader.finish();
  return bits.bytes;
}

/** Key identifier by method (1) of RFC 5280 section 4.2.1.2: SHA-1 of the key's bits. `publicKey` is SPKI DER. */
export function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  return sha1(publicKeyBits(publicKey));
}
