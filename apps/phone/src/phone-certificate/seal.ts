import { concat, toUtf8 } from '@kazasu/bytes';
import { randomOctets } from './random.ts';

export type Role = 'authentication' | 'signature';

/** What lies sealed: both private keys, and the one certificate that names the person. */
export type SealedName = Role | 'signature-certificate';

/** Says what the key is for, so that the same secret opens nothing else. */
const CONTEXT = 'kazasu/phone-certificate/1';
const IV_LENGTH = 12;

/** Bytes that WebCrypto takes. */
type Octets = Uint8Array<ArrayBuffer>;

/**
 * From what the authenticator gave (32 octets, overwritten here) to the key under which the private keys lie: HKDF with SHA-256 (RFC 5869), then AES-GCM
 * with 256 bits. The key cannot be taken out of the browser's keeping.
 */
export async function sealingKey(secret: Octets, salt: Octets): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  secret.fill(0);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info: toUtf8(CONTEXT) };
  const algorithm = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(derivation, material, algorithm, false, ['encrypt', 'decrypt']);
}

/** Under its own name: one thing never opens as another. What was sealed is overwritten. */
export async function seal(key: CryptoKey, name: SealedName, octets: Octets): Promise<Octets> {
  const iv = randomOctets(IV_LENGTH);
  try {
    const sealed = await crypto.subtle.encrypt(parameters(iv, name), key, octets);
    return concat(iv, new Uint8Array(sealed));
  } finally {
    octets.fill(0);
  }
}

/** The caller overwrites what it gets. Rejects with an OperationError for what was not sealed so. */
export async function unseal(key: CryptoKey, name: SealedName, sealed: Octets): Promise<Octets> {
  const iv = sealed.slice(0, IV_LENGTH);
  return new Uint8Array(await crypto.subtle.decrypt(parameters(iv, name), key, sealed.slice(IV_LENGTH)));
}

function parameters(iv: Octets, name: SealedName): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: toUtf8(`${CONTEXT}/${name}`) };
}
