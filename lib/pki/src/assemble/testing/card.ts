import { createHash, createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto';
import { digestInfoOf } from '../../digest-signature.ts';

/** What a card does with the octets that it is given, and nothing more: PKCS #1 padding and RSA (facts 5.3). */
export function cardOf(key: KeyObject): (octets: Uint8Array) => Uint8Array {
  const own = createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }));
  return (octets) => new Uint8Array(privateEncrypt(own, octets));
}

/** The signature that a prepared digest asks for. */
export function signatureFor(digest: Uint8Array, key: KeyObject): Uint8Array {
  return cardOf(key)(digestInfoOf(digest));
}

export function sha256(octets: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(octets).digest());
}
