import { toUtf8 } from '@kazasu/bytes';
import type { SignedResultContent } from '../api/sign.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { ResultKey } from './operator/index.ts';

/**
 * The signed result: what was signed, encrypted for a platform operator as compact JWE (RFC 7516). The header names algorithm and key and
 * nothing else; who encrypted it cannot be told from it, so the operator believes what the signatures and the certificate say.
 */
export async function encryptResult(key: ResultKey, content: SignedResultContent): Promise<string> {
  const { CompactEncrypt } = await import('jose');
  return new CompactEncrypt(toUtf8(JSON.stringify(content)))
    .setProtectedHeader({ alg: key.algorithm, enc: DIVERGENCES.signedResultEncryption.value, kid: key.kid })
    .encrypt(key.key);
}
