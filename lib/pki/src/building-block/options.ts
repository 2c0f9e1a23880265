import type { Crl, KnownCrlNumbers } from '../crl/index.ts';
import type { CertificateInput } from '../path/index.ts';
import type { Profile } from '../profile/index.ts';

/** What a signed document is judged by. Everything is given; nothing is ever fetched. */
export interface SignatureOptions {
  /** Whom to believe for signers. Parse them once: importing their keys is dear. */
  readonly anchors: readonly CertificateInput[];
  /** Whom to believe for time-stamps; without them no time-stamp proves anything. */
  readonly timestampAnchors?: readonly CertificateInput[];
  /** Milliseconds since 1970: the time of the judgement. */
  readonly time: number;
  /** What the signer's certificate must look like. */
  readonly profile?: Profile;
  /** Certificates that may help to build paths, beside those in the document. */
  readonly intermediates?: readonly CertificateInput[];
  /** DER or parsed before (worth it: the signature of a parsed one is verified once), beside those in the document. */
  readonly crls?: readonly (Uint8Array | Crl)[];
  readonly ocspResponses?: readonly Uint8Array[];
  /**
   * The highest CRL number believed before, by the `series` of CRL evidence: a lower one says nothing good. Asked for where
   * a signature is judged for the present; a time that a time-stamp proves rests on the lists of that time.
   */
  readonly knownCrlNumbers?: KnownCrlNumbers;
  /** Default `required`: the status of signer and authorities must be known. `none` only where somebody else asks. */
  readonly revocation?: 'required' | 'none';
  /**
   * How fresh a word about revocation must be (ETSI EN 319 102-1 5.2.5.4). `current`, the default: not yet out of date
   * at the time that the signature is judged for, or issued after it. `issued-after`: issued after it; then a revocation
   * that the authority had not published yet cannot slip through, at the price of waiting for its next list.
   */
  readonly revocationFreshness?: 'current' | 'issued-after';
  /** Object identifiers or URIs of explicit signature policies that the caller knows and agrees to. */
  readonly signaturePolicies?: readonly string[];
  /** The signed octets of a detached signature. */
  readonly content?: Uint8Array;
}
