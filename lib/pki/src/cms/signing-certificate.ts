import { DER, type DerReader } from '@kazasu/bytes';
import { readAlgorithm } from '../algorithm.ts';
import type { CertificateReference } from '../building-block/facts.ts';
import { CMS_OID } from '../cms-oid.ts';
import { PkiError } from '../error.ts';
import { type CmsHash, hashOf } from './algorithm.ts';
import { singleValue } from './attribute.ts';
import { CMS_SIGNING_CERTIFICATE } from './rules.ts';
import { type Read, readOrFault } from './signed-attributes.ts';
import type { SignerInfo } from './signer-info.ts';

const REFERENCES_MAX = 16;

/**
 * The references of signing-certificate-v2 and signing-certificate (RFC 5035 sections 5.4.1, 5.4.2). Both may be there;
 * then the first of each names the signer. Empty if neither is there.
 */
export function readCertificateReferences(
  signer: Pick<SignerInfo, 'signedAttributes'>,
): Read<readonly CertificateReference[]> {
  const all: CertificateReference[] = [];
  for (const version of [2, 1] as const) {
    const oid = version === 2 ? CMS_OID.signingCertificateV2 : CMS_OID.signingCertificate;
    const value = singleValue(signer.signedAttributes, oid);
    if (value === undefined) continue;
    const read = readOrFault(CMS_SIGNING_CERTIFICATE, value, (reader) => readReferences(reader, version));
    if ('fault' in read) return read;
    all.push(...read.value);
  }
  return { value: all };
}

function readReferences(reader: DerReader, version: 1 | 2): CertificateReference[] {
  const sequence = reader.enter();
  const list = sequence.enter();
  // Policies that the signer asks for; the caller's profile says what counts.
  if (sequence.peek() === DER.sequence) sequence.next();
  sequence.finish();
  const references: CertificateReference[] = [];
  while (!list.atEnd) {
    if (references.length >= REFERENCES_MAX) throw new PkiError('pki/budget', 'too many references');
    references.push(readReference(list.enter(), version, references.length === 0));
  }
  if (references.length === 0) throw new PkiError('pki/cms', 'no certificate is named');
  return references;
}

/** `ESSCertID`, always SHA-1, or `ESSCertIDv2`, SHA-256 unless it says otherwise. */
function readReference(reader: DerReader, version: 1 | 2, first: boolean): CertificateReference {
  const hash = version === 1 ? 'sha1' : readHash(reader);
  const digest = reader.octetString();
  const issuerSerial = reader.atEnd ? undefined : reader.encoded(reader.next(DER.sequence));
  reader.finish();
  return { hash, digest, ...(issuerSerial && { issuerSerial }), ...(first && { signer: true }) };
}

function readHash(reader: DerReader): CmsHash | undefined {
  return reader.peek() === DER.sequence ? hashOf(readAlgorithm(reader)) : 'sha256';
}
