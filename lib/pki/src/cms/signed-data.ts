import { contextTag, DER, DerReader } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm } from '../algorithm.ts';
import { CMS_OID } from '../cms-oid.ts';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import { type RevocationInformation, readRevocationInformation } from './revocation-information.ts';
import { readSignerInfo, type SignerInfo } from './signer-info.ts';

/** A SignedData, read strictly. Byte fields are views of the caller's bytes: do not change those. */
export interface SignedData {
  readonly version: number;
  /** The version that the contents ask for (RFC 5652 section 5.1). */
  readonly properVersion: number;
  readonly digestAlgorithms: readonly AlgorithmIdentifier[];
  /** Dotted. */
  readonly contentType: string;
  /** The octets of the content, if they are not elsewhere (a detached signature). */
  readonly content: Uint8Array | undefined;
  /** X.509 certificates, DER. Attribute certificates are passed over. */
  readonly certificates: readonly Uint8Array[];
  /** DER. */
  readonly crls: readonly Uint8Array[];
  /** DER of OCSPResponse. */
  readonly ocspResponses: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

const CMS_BYTES_MAX = 64 * 1024 * 1024;
const ALGORITHMS_MAX = 16;
const CERTIFICATES_MAX = 64;
const SIGNERS_MAX = 16;

/**
 * Reads one DER ContentInfo with a SignedData (RFC 5652 sections 3 and 5.1). The standard allows BER; here only DER is
 * read, so that every octet has one meaning: indefinite lengths and octet strings in pieces are refused. Only the order
 * of sets outside the signature is let go, it means nothing. Says nothing about trust. Throws PkiError or BytesError.
 */
export function readSignedData(der: Uint8Array): SignedData {
  if (der.length > CMS_BYTES_MAX) throw new PkiError('pki/budget', 'CMS document too large');
  const outer = DerReader.document(der);
  if (readOid(outer) !== CMS_OID.signedData) throw new PkiError('pki/cms', 'not a SignedData');
  const block = outer.enter(contextTag(0));
  const reader = block.enter();
  block.finish();
  outer.finish();
  const version = reader.smallInteger();
  const digestAlgorithms = readAlgorithms(reader.enter(DER.set));
  const { contentType, content } = readContent(reader.enter());
  const certificates = readCertificateSet(reader.enterIf(contextTag(0)));
  const revocation = readRevocationInformation(reader.enterIf(contextTag(1)));
  const signers = readSigners(reader.enter(DER.set));
  reader.finish();
  const { crls, ocspResponses } = revocation;
  const properVersion = versionFor(contentType, certificates.tags, revocation, signers);
  const fields = { version, properVersion, digestAlgorithms, contentType, content };
  return { ...fields, certificates: certificates.x509, crls, ocspResponses, signers };
}

function readAlgorithms(set: DerReader): AlgorithmIdentifier[] {
  const algorithms: AlgorithmIdentifier[] = [];
  while (!set.atEnd) {
    algorithms.push(readAlgorithm(set));
    if (algorithms.length > ALGORITHMS_MAX) throw new PkiError('pki/budget', 'too many digest algorithms');
  }
  return algorithms;
}

function readContent(info: DerReader): { contentType: string; content: Uint8Array | undefined } {
  const contentType = readOid(info);
  const block = info.enterIf(contextTag(0));
  const content = block?.octetString();
  block?.finish();
  info.finish();
  return { contentType, content };
}

interface CertificateSet {
  readonly x509: readonly Uint8Array[];
  readonly tags: ReadonlySet<number>;
}

/** `CertificateSet` (RFC 5652 section 10.2.2). Attribute certificates are not judged by anybody here. */
function readCertificateSet(set: DerReader | undefined): CertificateSet {
  const x509: Uint8Array[] = [];
  const tags = new Set<number>();
  for (let count = 0; set !== undefined && !set.atEnd; count++) {
    if (count >= CERTIFICATES_MAX) throw new PkiError('pki/budget', 'too many certificates');
    const element = set.next();
    tags.add(element.tag);
    if (element.tag === DER.sequence) x509.push(set.encoded(element));
    else if (!OTHER_CERTIFICATES.includes(element.tag)) {
      throw new PkiError('pki/cms', 'not a certificate among the certificates');
    }
  }
  return { x509, tags };
}

/** extendedCertificate, v1AttrCert, v2AttrCert, other. */
const OTHER_CERTIFICATES: readonly number[] = [0, 1, 2, 3].map((number) => contextTag(number));

function readSigners(set: DerReader): SignerInfo[] {
  const signers: SignerInfo[] = [];
  while (!set.atEnd) {
    if (signers.length >= SIGNERS_MAX) throw new PkiError('pki/budget', 'too many signers');
    signers.push(readSignerInfo(set.enter()));
  }
  return signers;
}

function versionFor(
  contentType: string,
  certificateTags: ReadonlySet<number>,
  { hasOther }: RevocationInformation,
  signers: readonly SignerInfo[],
): number {
  if (certificateTags.has(contextTag(3)) || hasOther) return 5;
  if (certificateTags.has(contextTag(2))) return 4;
  const v3 = certificateTags.has(contextTag(1)) || signers.some(({ version }) => version === 3);
  return v3 || contentType !== CMS_OID.data ? 3 : 1;
}
