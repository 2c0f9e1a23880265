import { algorithmOf, type HeldKey } from '@kazasu/oidc';
import { createPrivateKey, KeyObject } from './crypto.ts';
import { RelyingPartyError } from './error.ts';

/** A KeyObject, a private JWK (RFC 7517), or a private key in PEM without passphrase. */
export type PrivateKeyInput = KeyObject | Readonly<Record<string, unknown>> | string;

/** Throws a RelyingPartyError (`rp/configuration`); the message never holds a part of the key. */
export function importPrivateKey(
  input: PrivateKeyInput,
  profile: 'compatible' | 'strict' = 'compatible',
): HeldKey {
  const key = read(input);
  const usual = key.type === 'private' ? algorithmOf(key) : undefined;
  const algorithm = usual === 'RS256' && profile === 'strict' ? 'PS256' : usual;
  if (algorithm === undefined) {
    throw new RelyingPartyError(
      'rp/configuration',
      'privateKey must be P-256, Ed25519, or RSA from 2048 bits',
    );
  }
  const kid = typeof input === 'object' && 'kid' in input ? input.kid : undefined;
  return typeof kid === 'string' ? { algorithm, key, kid } : { algorithm, key };
}

function read(input: PrivateKeyInput): KeyObject {
  if (input instanceof KeyObject) return input;
  try {
    return typeof input === 'string'
      ? createPrivateKey(input)
      : createPrivateKey({ key: { ...input }, format: 'jwk' });
  } catch {
    throw new RelyingPartyError('rp/configuration', 'privateKey cannot be read as a JWK or PEM');
  }
}
