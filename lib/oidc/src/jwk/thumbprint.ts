import { toBase64url } from '@kazasu/bytes';
import { createHash, createPublicKey, type KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';

/** RFC 7638 with SHA-256: 43 base64url characters that name a key by its content. `oidc/jwk` for other keys. */
export function thumbprint(key: KeyObject): string {
  const { kty, crv, x, y, n, e } = (key.type === 'private' ? createPublicKey(key) : key).export({
    format: 'jwk',
  });
  const members = kty === 'EC' ? { crv, kty, x, y } : kty === 'RSA' ? { e, kty, n } : undefined;
  if (members === undefined) throw new OidcError('oidc/jwk', 'only EC and RSA keys have a name');
  return toBase64url(createHash('sha256').update(JSON.stringify(members)).digest());
}
