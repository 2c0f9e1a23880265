import { fromBase64url } from '@kazasu/bytes';
import type { LogIdentity } from '@kazasu/evidence';
import { createPublicKey, type KeyObject, sign } from '../../crypto.ts';
import type { HeadDeps } from './deps.ts';

/** Origin and raw public key of the log. */
export function identityOf({ config, keys }: Pick<HeadDeps, 'config' | 'keys'>): LogIdentity {
  return { origin: config.evidenceOrigin, publicKey: rawKeyOf(keys.log) };
}

/** The 32 octets of an Ed25519 key. */
export function rawKeyOf(key: KeyObject): Uint8Array {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return fromBase64url(x);
}

export function signerOf(key: KeyObject): (text: Uint8Array) => Uint8Array {
  return (text) => new Uint8Array(sign(null, text, key));
}
