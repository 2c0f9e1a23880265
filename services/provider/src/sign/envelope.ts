import { toUtf8 } from '@kazasu/bytes';
import { CompactEncrypt } from 'jose';
import type { SignedContent } from '../api/sign.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { EnvelopeKey } from './operator/index.ts';

/**
 * Encloses what was signed for a platform operator, as compact JWE (RFC 7516). The header names algorithm and key and nothing else; who
 * enclosed it cannot be told from it, so the operator believes what the signatures and the certificate say.
 */
export async function encloseFor(key: EnvelopeKey, content: SignedContent): Promise<string> {
  return new CompactEncrypt(toUtf8(JSON.stringify(content)))
    .setProtectedHeader({ alg: key.algorithm, enc: DIVERGENCES.signEnvelopeEncryption.value, kid: key.kid })
    .encrypt(key.key);
}
