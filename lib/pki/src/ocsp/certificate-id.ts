import {
  type DerReader,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  equal,
} from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm } from '../algorithm.ts';
import type { Certificate } from '../certificate.ts';
import { hash } from '../crypto.ts';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { readSerial } from '../serial.ts';

/** `CertID` (RFC 6960 section 4.1.1): names a certificate by its issuer's name and key, hashed, and its serial number. */
export interface CertificateId {
  readonly hashAlgorithm: AlgorithmIdentifier;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: Uint8Array;
}

export function readCertificateId(reader: DerReader): CertificateId {
  const sequence = reader.enter();
  const id = {
    hashAlgorithm: readAlgorithm(sequence),
    issuerNameHash: sequence.octetString(),
    issuerKeyHash: sequence.octetString(),
    serial: readSerial(sequence),
  };
  sequence.finish();
  return id;
}

/** The hashes that a certificate may be named by: a name here, not a protection, so SHA-1 is one (RFC 5019 section 2.1.1). */
const HASHES: { readonly [oid: string]: string } = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

export type IdHash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** SHA-1 by default, as every responder understands it. RFC 5754 section 2: SHA-2 identifiers without parameters. */
export function encodeCertificateId(
  issuer: Certificate,
  serial: Uint8Array,
  hashName: IdHash = 'sha1',
): Uint8Array {
  const oid = Object.keys(HASHES).find((one) => HASHES[one] === hashName);
  if (oid === undefined) throw new PkiError('pki/ocsp', 'unknown hash for a certificate id');
  return derSequence(
    derSequence(derOid(oid), ...(hashName === 'sha1' ? [derNull()] : [])),
    derOctetString(digest(hashName, issuer.subject.encoded)),
    derOctetString(digest(hashName, issuer.spki.keyBits)),
    derUnsignedInteger(serial),
  );
}

/**
 * Whether the answer is about this serial number of this issuer. An id with another hash, or with parameters that
 * a hash does not have, is about nobody.
 */
export function isIdOf(id: CertificateId, issuer: Certificate, serial: Uint8Array): boolean {
  const { oid, parameters } = id.hashAlgorithm;
  const name = Object.hasOwn(HASHES, oid) ? HASHES[oid] : undefined;
  return (
    name !== undefined &&
    (parameters.length === 0 || equal(parameters, derNull())) &&
    equal(id.serial, serial) &&
    equal(id.issuerNameHash, digest(name, issuer.subject.encoded)) &&
    equal(id.issuerKeyHash, digest(name, issuer.spki.keyBits))
  );
}

function digest(algorithm: string, bytes: Uint8Array): Uint8Array {
  return hash(algorithm, bytes, 'buffer');
}
