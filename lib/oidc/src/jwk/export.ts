import type { KeyObject } from '../crypto.ts';
import { createPublicKey } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmOf } from '../jws/index.ts';
import { thumbprint } from './thumbprint.ts';

/** A public signature key as it is published. */
export interface PublicJwk {
  readonly kty: 'EC' | 'RSA';
  readonly use: 'sig';
  readonly alg: Algorithm;
  readonly kid: string;
  readonly crv?: 'P-256';
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

/** The public half of a private or public key; `kid` is its thumbprint. `oidc/jwk` for keys that we do not use. */
export function exportJwk(key: KeyObject): PublicJwk {
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) throw new OidcError('oidc/jwk', 'only P-256 and RSA keys are used');
  const { x, y, n, e } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  const purpose = { use: 'sig', alg: algorithm, kid: thumbprint(key) } as const;
  if (x !== undefined && y !== undefined) return { kty: 'EC', ...purpose, crv: 'P-256', x, y };
  if (n !== undefined && e !== undefined) return { kty: 'RSA', ...purpose, n, e };
  throw new OidcError('oidc/jwk', 'not a public key');
}
