import type { Certificate } from '../certificate.ts';
import type { Crl } from '../crl/index.ts';
import type { Evidence } from '../evidence.ts';
import type { Check, Verdict } from '../report.ts';
import type { RevocationStatus } from '../revocation-status.ts';

/** What is learnt about a certificate that signs CRLs or OCSP answers: a path report will do. */
export interface SignerJudgement {
  readonly verdict: Verdict;
  readonly chain?: readonly Certificate[];
}

export type SignerRole = 'crl-issuer' | 'ocsp-responder';

/**
 * Judges the path of a certificate that signs evidence, at a time, to the anchor of the certificate in question
 * (RFC 5280 6.3.3 (f)). The caller ends circles: evidence never vouches for its own signer.
 */
export type JudgeSigner = (certificate: Certificate, at: number, role: SignerRole) => SignerJudgement;

/** Limits of one judgement, so that a heap of evidence stalls nobody. */
export interface RevocationBudget {
  /** CRLs and OCSP answers looked at; what is beyond is passed over. */
  readonly evidence: number;
  /** Certificates tried as signers of one CRL. */
  readonly signers: number;
}

export interface RevocationOptions {
  readonly certificate: Certificate;
  /** The certificate of the very key that signed `certificate`: the second of a judged chain. */
  readonly issuer: Certificate;
  /** DER, or CRLs parsed before; those about other certificates are passed over. */
  readonly crls: readonly (Uint8Array | Crl)[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Certificates that may have signed evidence: other keys of the issuer, CRL issuers, responders. Not trusted for being here. */
  readonly pool: readonly Certificate[];
  readonly judgeSigner: JudgeSigner;
  /** The highest CRL number believed before in a series of CRLs: of one signing key and scope (`crlSeries`). */
  readonly knownNumbers?: (issuerAndScope: string) => bigint | undefined;
  readonly budget?: Partial<RevocationBudget>;
}

export interface RevocationJudgement {
  /** Ends with `revocation.status`, which passes only for a certificate known to be good. */
  readonly checks: readonly Check[];
  /** What the status rests on. */
  readonly evidence: readonly Evidence[];
  /** Undefined if no usable evidence says anything. */
  readonly status: RevocationStatus | undefined;
}
