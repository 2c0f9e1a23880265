import { createHash, createPublicKey, type KeyObject } from '../crypto.ts';

/**
 * Tells keys apart, and tells nothing else: of a private key the SHA-256 of its public half (SubjectPublicKeyInfo), of a secret of 256
 * bits a hash under a name of its own, from which nothing can be learnt that could not be guessed without it. Base64url.
 */
export function keyIdentity(key: KeyObject): string {
  const hash = createHash('sha256');
  if (key.type === 'secret') return hash.update('kazasu secret\0').update(key.export()).digest('base64url');
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  return hash.update(publicKey.export({ format: 'der', type: 'spki' })).digest('base64url');
}

/** Of several, as parts of a node's identity: `keys.<name>`. */
export function keyIdentities(keys: Readonly<Record<string, KeyObject>>): Record<string, string> {
  const named = Object.entries(keys);
  return Object.fromEntries(named.map(([name, key]) => [`keys.${name}`, keyIdentity(key)]));
}
