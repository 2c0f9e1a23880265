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

/** SHA-1, as every responder understands it: a name here, not a protection (RFC 5019 section 2.1.1). */
export function encodeCertificateId(issuer: Certificate, serial: Uint8Array): Uint8Array {
  return derSequence(
    derSequence(derOid(OID.sha1), derNull()),
    derOctetString(digest('sha1', issuer.subject.encoded)),
    derOctetString(digest('sha1', issuer.spki.keyBits)),
    derUnsignedInteger(serial),
  );
}

const HASHES: { readonly [oid: string]: string } = { [OID.sha1]: 'sha1', [OID.sha256]: 'sha256' };

/** Whether the answer is about this serial number of this issuer. An id with another hash is about nobody. */
export function isIdOf(id: CertificateId, issuer: Certificate, serial: Uint8Array): boolean {
  const { oid } = id.hashAlgorithm;
  const name = Object.hasOwn(HASHES, oid) ? HASHES[oid] : undefined;
  return (
    name !== undefined &&
    equal(id.serial, serial) &&
    equal(id.issuerNameHash, digest(name, issuer.subject.encoded)) &&
    equal(id.issuerKeyHash, digest(name, issuer.spki.keyBits))
  );
}

function digest(algorithm: string, bytes: Uint8Array): Uint8Array {
  return hash(algorithm, bytes, 'buffer');
}

/** `KeyHash` of a ResponderID: SHA-1 of the key's BIT STRING content (RFC 6960 section 4.2.1). */
export function keyHash(certificate: Certificate): Uint8Array {
  return digest('sha1', certificate.spki.keyBits);
}
