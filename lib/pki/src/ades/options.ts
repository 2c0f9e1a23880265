import type { CertificateInput } from '../path/index.ts';
import type { Profile } from '../profile/index.ts';

/** What a signed document is judged by. Everything is given; nothing is ever fetched. */
export interface SignatureOptions {
  /** Whom to believe for signers. */
  readonly anchors: readonly CertificateInput[];
  /** Whom to believe for time-stamps; without them no time-stamp proves anything. */
  readonly timestampAnchors?: readonly CertificateInput[];
  /** Milliseconds since 1970: the time of the judgement. */
  readonly time: number;
  /** What the signer's certificate must look like. */
  readonly profile?: Profile;
  /** Certificates that may help to build paths, beside those in the document. */
  readonly intermediates?: readonly CertificateInput[];
  /** DER, beside those in the document. */
  readonly crls?: readonly Uint8Array[];
  readonly ocspResponses?: readonly Uint8Array[];
  /** Default `required`: the status of signer and authorities must be known. `none` only where somebody else asks. */
  readonly revocation?: 'required' | 'none';
  /** The signed octets of a detached signature. */
  readonly content?: Uint8Array;
}
