import { promisify } from 'node:util';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { createPrivateKey, createSecretKey, generateKeyPair, type KeyObject } from '../crypto.ts';
import { randomOctets } from '../random/index.ts';
import { KeyError } from './key-error.ts';

/** A private key on NIST P-256 or P-384, for Ed25519, a private RSA key of 2048 bits, or 256 random bits. */
export type KeyKind = 'ec-p256' | 'ec-p384' | 'ed25519' | 'rsa-2048' | 'secret-256';

const CURVE = {
  'ec-p256': { name: 'P-256', openssl: 'prime256v1' },
  'ec-p384': { name: 'P-384', openssl: 'secp384r1' },
} as const;

const SECRET_LENGTH = 32;
const generate = promisify(generateKeyPair);

export async function createKey(kind: KeyKind): Promise<KeyObject> {
  if (kind === 'secret-256') return createSecretKey(randomOctets(SECRET_LENGTH));
  const pair = await generatePair(kind);
  return pair.privateKey;
}

function generatePair(kind: Exclude<KeyKind, 'secret-256'>) {
  if (kind === 'rsa-2048') return generate('rsa', { modulusLength: 2048 });
  return kind === 'ed25519' ? generate('ed25519') : generate('ec', { namedCurve: CURVE[kind].name });
}

/** PKCS#8 in PEM, or the 32 bytes of a secret as they are. */
export function keyToFile(key: KeyObject): Uint8Array {
  if (key.type === 'secret') return key.export();
  return toUtf8(key.export({ format: 'pem', type: 'pkcs8' }).toString());
}

/** Throws a KeyError (`key/kind`) when the file holds anything but a key of this kind. */
export function keyFromFile(bytes: Uint8Array, kind: KeyKind): KeyObject {
  if (kind === 'secret-256') {
    if (bytes.length !== SECRET_LENGTH) throw new KeyError('key/kind', 'not a secret of 32 bytes');
    return createSecretKey(bytes);
  }
  const key = parsePem(bytes);
  if (!isOfKind(key, kind)) throw new KeyError('key/kind', `not a private key of kind ${kind}`);
  return key;
}

function isOfKind(
  { asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject,
  kind: Exclude<KeyKind, 'secret-256'>,
): boolean {
  if (kind === 'ed25519') return type === 'ed25519';
  if (kind === 'rsa-2048') return type === 'rsa' && details?.modulusLength === 2048;
  return type === 'ec' && details?.namedCurve === CURVE[kind].openssl;
}

function parsePem(bytes: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: fromUtf8(bytes), format: 'pem' });
  } catch {
    throw new KeyError('key/kind', 'not a private key in PEM');
  }
}
