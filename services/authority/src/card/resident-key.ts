import { promisify } from 'node:util';
import { generateKeyPair } from '../crypto.ts';

const generate = promisify(generateKeyPair);

/** A key pair that will live in the card. */
export interface ResidentKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** PKCS#8, DER: goes into the card image and nowhere else. */
  readonly privateKey: Uint8Array;
}

/** RSA-2048, made in the thread pool: several people's keys at once use all processors. */
export async function createResidentKey(): Promise<ResidentKey> {
  return generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
}
