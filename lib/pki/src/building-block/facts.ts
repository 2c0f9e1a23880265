import type { HashName } from '../algorithm.ts';
import type { Certificate } from '../certificate.ts';
import type { Crl } from '../crl/index.ts';
import type { PublicKey } from '../key.ts';
import type { CertificateInput } from '../path/index.ts';
import type { Check } from '../report.ts';
import type { SignatureFormat, SignedMaterial } from './report.ts';

/** One signed reference to a certificate: signing-certificate(-v2) of CMS, SigningCertificate(V2) of XML. */
export interface CertificateReference {
  /** Undefined for a hash that is not supported: such a reference matches nothing. */
  readonly hash: HashName | 'sha1' | undefined;
  readonly digest: Uint8Array;
  /** DER of `IssuerSerial` (RFC 5035 section 5.4.1.1), if given. */
  readonly issuerSerial?: Uint8Array;
  /** For formats that name issuer and serial number otherwise; asked besides the hash. */
  readonly matches?: (certificate: Certificate) => boolean;
  /** Names the signer, as the first of the list always does. For a signature with two such attributes. */
  readonly signer?: boolean;
}

/** A time-stamp token in a signature, and the octets whose hash it must hold. */
export interface TimestampFacts {
  /** DER of the ContentInfo. */
  readonly token: Uint8Array;
  readonly covered: Uint8Array | (() => Uint8Array);
}

/**
 * What a format hands over for judging: read, but not believed. Everything that is octets may be a view of the
 * document. Formats bound the numbers: certificates 64, CRLs and OCSP answers 64, time-stamps 16.
 */
export interface SignatureFacts {
  readonly format: SignatureFormat;
  /** ETSI EN 319 102-1 5.2.2. Any that failed ends the judgement: FORMAT_FAILURE. */
  readonly formChecks: readonly Check[];
  /** As the format identifies it; undefined if it does not, or if the certificate is not there. */
  readonly signingCertificate: CertificateInput | undefined;
  /** Signed references only; empty if the format has none. */
  readonly certificateReferences: readonly CertificateReference[];
  /** Embedded, wherever they stand. */
  readonly certificates: readonly CertificateInput[];
  readonly crls: readonly (Uint8Array | Crl)[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Digests over the signed data. Failed ones are HASH_FAILURE, undetermined ones SIGNED_DATA_NOT_FOUND. */
  readonly digestsMatch: () => readonly Check[];
  /** Failed is SIG_CRYPTO_FAILURE. */
  readonly verifySignature: (key: PublicKey) => Check;
  /** What was signed; undefined where it is not to be had. Never throws. */
  readonly signed?: () => SignedMaterial | undefined;
  /** Algorithms of the signature and its digests that nobody should rely on any more (`sha1`). */
  readonly weakAlgorithms?: readonly string[];
  readonly claimedTime?: number;
  readonly signatureTimestamps: readonly TimestampFacts[];
  /** Made before the signature over what was to be signed: proof that the signature is not older. */
  readonly contentTimestamps?: readonly TimestampFacts[];
  /** `implied`, or the object identifier or URI of an explicit policy. */
  readonly policy?: string;
  /** What stands in the signature and is neither needed nor judged (archive time-stamps, counter-signatures). */
  readonly ignored?: readonly string[];
}
