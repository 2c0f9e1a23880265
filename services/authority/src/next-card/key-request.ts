import { fromBase64 } from '@kazasu/bytes';
import { readKeyRequest } from '@kazasu/pki/issue';
import { AuthorityError } from '../error.ts';
import { isSignedOnP384 } from '../key.ts';

/**
 * The key of a PKCS#10 request, as SubjectPublicKeyInfo, DER. Throws `request_invalid` unless it lies on P-384 and has
 * signed the request, with SHA-384: whoever sent it, has it.
 */
export function keyOfRequest(base64: string): Uint8Array {
  const request = readKeyRequest(fromBase64(base64));
  if (request === undefined) throw refused('not a PKCS#10 request signed with ecdsa-with-SHA384');
  const { publicKey, signed, signature } = request;
  if (!isSignedOnP384(publicKey, signed, signature)) {
    throw refused('the request was not signed by a key on P-384 that it names');
  }
  return publicKey;
}

function refused(rule: string): AuthorityError {
  return new AuthorityError('request_invalid', rule);
}
