import type { KeyObject } from '../crypto.ts';
import { createPublicKey } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmOf, algorithmsOf } from '../jws/index.ts';
import { thumbprint } from './thumbprint.ts';

/** A public signature key as it is published. */
export interface PublicJwk {
  readonly kty: 'EC' | 'OKP' | 'RSA';
  readonly use: 'sig';
  readonly alg: Algorithm;
  readonly kid: string;
  readonly crv?: 'P-256' | 'Ed25519';
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

/**
 * The public half of a private or public key; `kid` is its thumbprint, `alg` the key's usual algorithm unless told.
 * `oidc/jwk` for keys that we do not use.
 */
export function exportJwk(key: KeyObject, algorithm = algorithmOf(key)): PublicJwk {
  if (algorithm === undefined || !algorithmsOf(key).includes(algorithm)) {
    throw new OidcError('oidc/jwk', 'only P-256, Ed25519 and RSA keys are used');
  }
  const { x, y, n, e } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  const purpose = { use: 'sig', alg: algorithm, kid: thumbprint(key) } as const;
  if (x !== undefined && y !== undefined) return { kty: 'EC', ...purpose, crv: 'P-256', x, y };
  if (x !== undefined) return { kty: 'OKP', ...purpose, crv: 'Ed25519', x };
  if (n !== undefined && e !== undefined) return { kty: 'RSA', ...purpose, n, e };
  throw new OidcError('oidc/jwk', 'not a public key');
}
