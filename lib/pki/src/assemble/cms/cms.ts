import {
  contextTag,
  DER,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
  equal,
} from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '../../certificate.ts';
import { CMS_OID } from '../../cms-oid.ts';
import { PkiError } from '../../error.ts';
import { OID } from '../../oid.ts';
import { sha256 } from '../digest.ts';
import {
  CHAIN,
  DIGEST,
  MEDIA_TYPE,
  OCTETS,
  type OptionKinds,
  optional,
  requireOptions,
  TIME,
} from '../option-kinds.ts';
import { requireSigner, type SignedValue } from '../signer.ts';
import { requireToken } from '../token.ts';
import { derSetOf } from './der-set.ts';
import { attribute, readSignedAttributes, writeSignedAttributes } from './signed-attributes.ts';

/** What is to be signed, and what is known before the card is held to the reader. */
export interface CmsOrder {
  /** SHA-256 of the content: the content itself need not be here. */
  readonly contentDigest: Uint8Array;
  /** DER. With it the signature becomes CAdES, which names its certificate; without it plain CMS. */
  readonly certificate?: Uint8Array;
  /** Milliseconds since 1970. CAdES baseline asks for one (ETSI EN 319 122-1 section 6.3). */
  readonly signingTime?: number;
  /** Of the content, for the mime-type attribute (ETSI EN 319 122-1 section 5.2.5). */
  readonly mediaType?: string;
}

/** Plain data, to be kept until the signature comes back. */
export interface PreparedCms {
  /** DER of the SET OF attributes: the octets that are signed. */
  readonly signedAttributes: Uint8Array;
  /** Their SHA-256: what to have signed, by {@link digestInfoOf}. */
  readonly digest: Uint8Array;
}

/** What came back, and what is to stand beside it. */
export interface CmsParts extends SignedValue {
  /** Certificates above the signer's, DER, in any order. */
  readonly chain?: readonly Uint8Array[];
  /** The content, to be put inside (enveloping); without it the signature is detached. */
  readonly content?: Uint8Array;
  /** DER of an RFC 3161 token over `signature`: level T. */
  readonly timestamp?: Uint8Array;
}

const ORDER_KINDS: OptionKinds<CmsOrder> = {
  contentDigest: DIGEST,
  certificate: optional(OCTETS),
  signingTime: optional(TIME),
  mediaType: optional(MEDIA_TYPE),
};

const PREPARED_KINDS: OptionKinds<PreparedCms> = { signedAttributes: OCTETS, digest: DIGEST };

const PARTS_KINDS: OptionKinds<CmsParts> = {
  signature: OCTETS,
  certificate: OCTETS,
  chain: optional(CHAIN),
  content: optional(OCTETS),
  timestamp: optional(OCTETS),
};

/** A judge of documents reads no more; with what stands around it the content stays below that. */
const CONTENT_BYTES_MAX = 63 << 20;

/**
 * The attributes to sign. Throws what `parseCertificate` throws for a certificate that is none, and TypeError for an option
 * that is not of its kind.
 */
export function prepareCms(order: CmsOrder): PreparedCms {
  requireOptions(order, ORDER_KINDS);
  if (order.certificate !== undefined) parseCertificate(order.certificate);
  const signedAttributes = writeSignedAttributes(order);
  return { signedAttributes, digest: sha256(signedAttributes) };
}

/**
 * DER of the ContentInfo with one signer (several in one file are not made). Throws PkiError: `pki/prepared`, `pki/signer`,
 * `pki/signature`, `pki/signature-bare`, `pki/key`, `pki/content` for content of another digest, `pki/timestamp`,
 * `pki/budget`, and what `parseCertificate` throws.
 */
export function assembleCms(prepared: PreparedCms, parts: CmsParts): Uint8Array {
  requireOptions(prepared, PREPARED_KINDS, 'prepared.');
  requireOptions(parts, PARTS_KINDS);
  const { signedAttributes, digest } = prepared;
  const { messageDigest, references } = readSignedAttributes(signedAttributes);
  if (!equal(sha256(signedAttributes), digest)) {
    throw new PkiError('pki/prepared', 'a digest of other signed attributes');
  }
  const signer = requireSigner(signedAttributes, parts, references);
  if (parts.content !== undefined) requireContent(parts.content, messageDigest);
  if (parts.timestamp !== undefined) requireToken(parts.timestamp, parts.signature);
  return encode(signer, signedAttributes, parts);
}

function requireContent(content: Uint8Array, digest: Uint8Array): void {
  if (content.length > CONTENT_BYTES_MAX)
    throw new PkiError('pki/budget', 'content too large to be put inside');
  if (!equal(sha256(content), digest)) {
    throw new PkiError('pki/content', 'other content than the signature was prepared for');
  }
}

const SHA256 = derSequence(derOid(OID.sha256));
const SHA256_WITH_RSA = derSequence(derOid(OID.sha256WithRsa), derNull());

/** RFC 5652 section 5.1: version 1, for the content is data, the certificates are X.509 and the signer is named by issuer. */
function encode(signer: Certificate, signedAttributes: Uint8Array, parts: CmsParts): Uint8Array {
  const { content, chain = [] } = parts;
  const inside = content === undefined ? [] : [derContext(0, derOctetString(content))];
  const signedData = derSequence(
    derUnsignedInteger(1),
    derSetOf([SHA256]),
    derSequence(derOid(CMS_OID.data), ...inside),
    derSetOf(certificatesOf(signer, chain), contextTag(0)),
    derSetOf([signerInfo(signer, signedAttributes, parts)]),
  );
  return derSequence(derOid(CMS_OID.signedData), derContext(0, signedData));
}

/** Each once. What is no certificate does not get into the document. */
function certificatesOf(signer: Certificate, chain: readonly Uint8Array[]): Uint8Array[] {
  const all = [signer, ...chain.map(parseCertificate)].map(({ encoded }) => encoded);
  return all.filter((one, at) => all.findIndex((other) => equal(one, other)) === at);
}

function signerInfo(signer: Certificate, signedAttributes: Uint8Array, parts: CmsParts): Uint8Array {
  const { signature, timestamp } = parts;
  const unsigned =
    timestamp === undefined
      ? []
      : [derSetOf([attribute(CMS_OID.signatureTimestamp, timestamp)], contextTag(1))];
  const retagged = new Uint8Array(signedAttributes);
  retagged[0] = contextTag(0);
  return derValue(
    DER.sequence,
    derUnsignedInteger(1),
    derSequence(signer.issuer.encoded, derUnsignedInteger(signer.serialBytes)),
    SHA256,
    retagged,
    SHA256_WITH_RSA,
    derOctetString(signature),
    ...unsigned,
  );
}
