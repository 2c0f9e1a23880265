import type { Report } from '../report.ts';
import type { BelievedTimestamp, SupportObject } from './support.ts';

/** ETSI EN 319 102-1 section 5.1.3: the status of a signature. */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

/** ETSI EN 319 102-1 tables 5 and 6: why a signature failed, or what is missing to decide. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'POLICY_PROCESSING_ERROR'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND';

export type SignatureFormat = 'CAdES' | 'XAdES' | 'PAdES' | 'CMS';
/** What the signature carries: nothing but itself, a time-stamp, time-stamp and validation data. */
export type SignatureLevel = 'B' | 'T' | 'LT';

/** A signature value and what it was made over, for whoever keeps them: enough to verify it again without the document. */
export interface SignedMaterial {
  /** DER of CMS signed attributes as a SET (RFC 5652 5.4), the canonical SignedInfo of XML, or the content itself. */
  readonly form: 'signed-attributes' | 'signed-info' | 'content';
  readonly octets: Uint8Array;
  /** Of RSA PKCS #1 v1.5, `rsa-sha256` and so on; other schemes have the name that their format gives them. */
  readonly algorithm: string;
  readonly value: Uint8Array;
  /** The digest that the signed attributes hold of the content. */
  readonly messageDigest?: Uint8Array;
}

/** The judgement of one signature. `verdict` follows the indication: valid, invalid, indeterminate. */
export interface SignatureReport extends Report {
  readonly format: SignatureFormat;
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly level: SignatureLevel;
  /** What the signer says; nobody vouches for it. */
  readonly claimedTime?: number;
  /** The earliest time at which the signature is proved to have existed (section 5.5: best-signature-time). */
  readonly bestSignatureTime: number;
  /** DER of the signer's certificate, if it was identified. Not enumerable: neither `JSON.stringify` nor a log shows it. */
  readonly certificate?: Uint8Array;
  /** What was signed, if the signer was identified. Not enumerable either. */
  readonly signed?: SignedMaterial;
  /** What the judgement rested on beside signer and anchors, for whoever keeps it. Not enumerable either, as what follows. */
  readonly support?: () => readonly SupportObject[];
  /** The time-stamps over the signature that were believed. */
  readonly timestamps?: () => readonly BelievedTimestamp[];
}

/** The judgement of a document: of what surrounds its signatures, and of each of them. */
export interface DocumentReport extends Report {
  readonly format: SignatureFormat;
  /** The worst of its signatures, and of its own checks. A document without a signature is INDETERMINATE. */
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly signatures: readonly SignatureReport[];
}
