import { BytesError, DerReader, fromBase64 } from '@kazasu/bytes';
import { AuthorityError } from '../error.ts';
import { isSignedOnP384 } from '../key.ts';

/** ecdsa-with-SHA384 (RFC 5758 section 3.2). */
const ECDSA_WITH_SHA384 = '1.2.840.10045.4.3.3';

/**
 * The key of a PKCS#10 request (RFC 2986 section 4), as SubjectPublicKeyInfo, DER. Throws `request_invalid` unless it
 * lies on P-384 and has signed the request, with SHA-384: whoever sent it, has it.
 */
export function keyOfRequest(base64: string): Uint8Array {
  const request = readRequest(base64);
  if (request === undefined) throw refused('not a PKCS#10 request signed with ecdsa-with-SHA384');
  const { publicKey, signed, signature } = request;
  if (!isSignedOnP384(publicKey, signed, signature)) {
    throw refused('the request was not signed by a key on P-384 that it names');
  }
  return publicKey;
}

function readRequest(base64: string) {
  try {
    const outer = DerReader.document(fromBase64(base64));
    const element = outer.next();
    const signed = outer.encoded(element);
    const information = DerReader.document(signed);
    const version = information.smallInteger();
    information.next();
    const publicKey = information.encoded(information.next());
    const algorithm = outer.enter();
    const oid = algorithm.oid();
    algorithm.finish();
    const { bytes: signature } = outer.bitString();
    outer.finish();
    return version === 0 && oid === ECDSA_WITH_SHA384 ? { publicKey, signed, signature } : undefined;
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}

function refused(rule: string): AuthorityError {
  return new AuthorityError('request_invalid', rule);
}
