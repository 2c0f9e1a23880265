import { type CertificateReference, referenceFault } from '../building-block/index.ts';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { ifReadable } from '../error.ts';
import type { CertificateInput } from '../path/index.ts';
import type { XmlPart } from '../xml/index.ts';
import { leafOctets, leafText, sequenceOf } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { DS, XADES } from './names.ts';
import { readDigestMethod } from './reference.ts';

/**
 * `SigningCertificateV2` (ETSI EN 319 132-1 section 5.2.2) or `SigningCertificate` of the earlier XAdES, told apart by
 * name. The first reference is to the signer. Undefined if malformed.
 */
export function readCertificateReferences(part: XmlPart): readonly CertificateReference[] | undefined {
  const certs = sequenceOf(part, XADES, { Cert: 'some' })?.Cert;
  if (certs === undefined || certs.length > COUNTS.certificateReferences) return undefined;
  const read = part.name === 'SigningCertificateV2' ? readSecond : readFirst;
  const references = certs.map(read);
  return references.every((reference) => reference !== undefined) ? references : undefined;
}

function readSecond(part: XmlPart): CertificateReference | undefined {
  const found = sequenceOf(part, XADES, { CertDigest: 'one', IssuerSerialV2: 'optional' });
  const digest = readDigest(found?.CertDigest[0]);
  const [issuerSerial] = found?.IssuerSerialV2 ?? [];
  if (digest === undefined || issuerSerial === undefined) return digest;
  const der = leafOctets(issuerSerial);
  return der && { ...digest, issuerSerial: der };
}

function readFirst(part: XmlPart): CertificateReference | undefined {
  const found = sequenceOf(part, XADES, { CertDigest: 'one', IssuerSerial: 'one' });
  const [issuerSerial] = found?.IssuerSerial ?? [];
  const digest = readDigest(found?.CertDigest[0]);
  const serial = issuerSerial && readSerialNumber(issuerSerial);
  if (digest === undefined || serial === undefined) return undefined;
  return { ...digest, matches: (certificate) => BigInt(`0x${certificate.serial}`) === serial };
}

function readDigest(part: XmlPart | undefined): CertificateReference | undefined {
  const found = part && sequenceOf(part, DS, { DigestMethod: 'one', DigestValue: 'one' });
  const digest = leafOctets(found?.DigestValue[0]);
  return digest && { hash: readDigestMethod(found?.DigestMethod[0]), digest };
}

/**
 * The number alone is compared: the issuer's name as a text has as many spellings as there are programs, and the digest
 * has already decided.
 */
function readSerialNumber(part: XmlPart): bigint | undefined {
  const found = sequenceOf(part, DS, { X509IssuerName: 'one', X509SerialNumber: 'one' });
  const text = leafText(found?.X509SerialNumber[0])?.trim() ?? '';
  return /^\d{1,50}$/.test(text) ? BigInt(text) : undefined;
}

interface SignerSearch {
  readonly signer: Certificate | undefined;
  /** All that were given; those that had to be read on the way are read. */
  readonly certificates: readonly CertificateInput[];
}

/**
 * The certificate that the signed reference is to, among those at hand: KeyInfo only hints. With none that fits, the first
 * readable one, so that the report can say what is wrong with it.
 */
export function findSigner(
  references: readonly CertificateReference[],
  candidates: readonly Uint8Array[],
): SignerSearch {
  const [reference] = references;
  const certificates: CertificateInput[] = [...candidates];
  let first: Certificate | undefined;
  for (const [position, candidate] of candidates.entries()) {
    const certificate = ifReadable(() => parseCertificate(candidate));
    if (certificate === undefined) continue;
    certificates[position] = certificate;
    first ??= certificate;
    if (reference && isReferredTo(reference, certificate)) return { signer: certificate, certificates };
  }
  return { signer: first, certificates };
}

function isReferredTo(reference: CertificateReference, certificate: Certificate): boolean {
  return ifReadable(() => referenceFault(reference, certificate) === undefined) === true;
}
