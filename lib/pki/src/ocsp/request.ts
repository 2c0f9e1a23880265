import { derContext, derOctetString, derOid, derSequence, fromHex } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { encodeCertificateId, type IdHash } from './certificate-id.ts';

/** Of whom to ask. A nonce of another length is PkiError `pki/ocsp`; text that is no hexadecimal is a BytesError. */
export interface OcspRequestOptions {
  /** The certificate of the key that signed the certificate in question. */
  readonly issuer: Certificate;
  /** Magnitude of the serial number, or its hexadecimal as in `Certificate.serial`. */
  readonly serial: Uint8Array | string;
  /** Fresh random octets, 16 to 32 (RFC 9654); the answer must repeat them. */
  readonly nonce?: Uint8Array;
  /** By which hash the certificate is named; default SHA-1, as every responder understands it. */
  readonly idHash?: IdHash;
}

/** DER of an unsigned OCSPRequest for one certificate (RFC 6960 section 4.1). */
export function createOcspRequest({
  issuer,
  serial,
  nonce,
  idHash,
}: OcspRequestOptions): Uint8Array<ArrayBuffer> {
  if (nonce !== undefined && (nonce.length < 16 || nonce.length > 32)) {
    throw new PkiError('pki/ocsp', 'nonce not of 16 to 32 octets');
  }
  const id = encodeCertificateId(issuer, typeof serial === 'string' ? fromHex(serial) : serial, idHash);
  const requests = derSequence(derSequence(id));
  const extensions = nonce === undefined ? [] : [derContext(2, derSequence(nonceExtension(nonce)))];
  return derSequence(derSequence(requests, ...extensions));
}

function nonceExtension(nonce: Uint8Array): Uint8Array {
  return derSequence(derOid(OID.ocspNonce), derOctetString(derOctetString(nonce)));
}
