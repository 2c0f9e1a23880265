/** Reads requests for a certificate (PKCS#10, RFC 2986 section 4) as far as an issuer needs that names holders itself. */
import { BytesError, DerReader } from '@kazasu/bytes';
import { OID } from '../oid.ts';

/** What a request says of its key. Nobody has verified the signature yet: see `signed`. */
export interface KeyRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** The octets over which the key has signed, to show that the asker has it. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Undefined where the request is malformed, or says that it was signed otherwise than with ecdsa-with-SHA384, the
 * algorithm of the next card (facts b.5). Subject and attributes are not looked at.
 */
export function readKeyRequest(der: Uint8Array): KeyRequest | undefined {
  try {
    const outer = DerReader.document(der);
    const signed = outer.encoded(outer.next());
    const information = DerReader.document(signed);
    const version = information.smallInteger();
    information.next();
    const publicKey = information.encoded(information.next());
    const algorithm = outer.enter();
    const oid = algorithm.oid();
    algorithm.finish();
    const { bytes: signature } = outer.bitString();
    outer.finish();
    return version === 0 && oid === OID.ecdsaWithSha384 ? { publicKey, signed, signature } : undefined;
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}
