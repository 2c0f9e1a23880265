import { promisify } from 'node:util';
import type { RsaPublicKey } from '@kazasu/card';
import { createPublicKey, generateKeyPair } from '../crypto.ts';
import { rsaNumbersOf } from '../key.ts';

const generate = promisify(generateKeyPair);

/** A key pair that will live in the card. */
export interface CardKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** The same as the card's own files hold it. */
  readonly numbers: RsaPublicKey;
  /** PKCS#8, DER: goes into the card image and nowhere else. */
  readonly privateKey: Uint8Array;
}

/** All keys of one card. */
export interface CardKeys {
  readonly authentication: CardKey;
  readonly signature: CardKey | undefined;
  readonly text: CardKey;
  readonly surface: CardKey;
  readonly common: CardKey;
  readonly transport: CardKey;
}

/** How one key is made. */
export type KeyMaker = () => Promise<CardKey>;

/** All at once, so that they use all processors, as several people's do. */
export async function createCardKeys(make: KeyMaker, withSignature: boolean): Promise<CardKeys> {
  const [authentication, signature, text, surface, common, transport] = await Promise.all([
    make(),
    withSignature ? make() : undefined,
    make(),
    make(),
    make(),
    make(),
  ]);
  return { authentication, signature, text, surface, common, transport };
}

/** RSA-2048, made in the thread pool. */
export async function createCardKey(): Promise<CardKey> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const numbers = rsaNumbersOf(createPublicKey({ key: publicKey, format: 'der', type: 'spki' }));
  return { publicKey, numbers, privateKey };
}
