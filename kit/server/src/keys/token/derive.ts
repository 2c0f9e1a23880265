/** A secret that stays in the token, and what it makes of a name (PKCS#11 v2.40 mechanisms, sections 2.8 and 2.23). */
import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { KeyError } from '../key-error.ts';
import { find, requireInside } from './key-pair.ts';
import type { Pkcs11 } from './library.ts';
import type { OpenSession } from './session.ts';

export const SECRET_NAME = 'kazasu-key-folder';
const SECRET_OCTETS = 32;
const HMAC_OCTETS = 32;

/** HMAC-SHA256 in the token, base64url: 256 bits that nobody has without the token and its PIN. `mayMake` throws where it must not be made. */
export function derivePassphrase(p: Pkcs11, open: OpenSession, purpose: string, mayMake: () => void): string {
  const [key] = secretKeys(p, open);
  if (key === undefined) {
    mayMake();
    makeSecret(p, open);
  }
  const [secret] = key === undefined ? secretKeys(p, open) : [key];
  if (secret === undefined) throw new KeyError('key/token', `the token did not keep the key ${SECRET_NAME}`);
  requireInside(p, open, secret, SECRET_NAME);
  open.module.C_SignInit(open.session, { mechanism: p.CKM_SHA256_HMAC }, secret);
  const context = Buffer.from(toUtf8(`kazasu/key folder/${purpose}`));
  return toBase64url(open.module.C_Sign(open.session, context, Buffer.alloc(HMAC_OCTETS)));
}

function secretKeys(p: Pkcs11, open: OpenSession): Buffer[] {
  const keys = find(p, open, SECRET_NAME, p.CKO_SECRET_KEY);
  if (keys.length > 1) throw new KeyError('key/kind', `two secret keys are called ${SECRET_NAME}`);
  return keys;
}

function makeSecret(p: Pkcs11, { module, session }: OpenSession): void {
  module.C_GenerateKey(session, { mechanism: p.CKM_GENERIC_SECRET_KEY_GEN }, [
    { type: p.CKA_TOKEN, value: true },
    { type: p.CKA_LABEL, value: SECRET_NAME },
    { type: p.CKA_VALUE_LEN, value: SECRET_OCTETS },
    { type: p.CKA_PRIVATE, value: true },
    { type: p.CKA_SENSITIVE, value: true },
    { type: p.CKA_EXTRACTABLE, value: false },
    { type: p.CKA_SIGN, value: true },
  ]);
}
