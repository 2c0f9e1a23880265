import { toBase64url } from '@kazasu/bytes';
import { createHash, createPublicKey, type KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';

type Members = Readonly<Record<string, unknown>>;

/** RFC 7638 with SHA-256: 43 base64url characters that name a key by its content. `oidc/jwk` for other keys. */
export function thumbprint(key: KeyObject): string {
  return thumbprintOf(
    (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' }) as Members,
  );
}

/** The same of a JWK whose members are known to be in their one spelling. */
export function thumbprintOf({ kty, crv, x, y, n, e }: Members): string {
  const members = REQUIRED[String(kty)]?.({ kty, crv, x, y, n, e });
  if (members === undefined) throw new OidcError('oidc/jwk', 'only EC, RSA and OKP keys have a name');
  return toBase64url(createHash('sha256').update(JSON.stringify(members)).digest());
}

/** The members that make a key, in the order of their names: RFC 7638 section 3.2, RFC 8037 section 2. */
const REQUIRED: { readonly [kty: string]: (jwk: Members) => Members } = {
  EC: ({ crv, kty, x, y }) => ({ crv, kty, x, y }),
  OKP: ({ crv, kty, x }) => ({ crv, kty, x }),
  RSA: ({ e, kty, n }) => ({ e, kty, n }),
};
