import type { Certificate } from '../certificate.ts';
import type { Crl, KnownCrlNumbers } from '../crl/index.ts';
import type { Evidence } from '../evidence.ts';
import type { IsSigned } from '../evidence-signer.ts';
import type { Check, Verdict } from '../report.ts';
import type { RevocationStatus } from '../revocation-status.ts';

/** What is learnt about a certificate that signs CRLs or OCSP answers: a path report will do. */
export interface SignerJudgement {
  readonly verdict: Verdict;
  readonly chain?: readonly Certificate[];
  /** Those that were ended by a limit have the reason `budget`: then that the path is not valid is not known. */
  readonly checks?: readonly Check[];
  /** False if a limit was reached of which no check tells. */
  readonly settled?: boolean;
}

export type SignerRole = 'crl-issuer' | 'ocsp-responder';

/**
 * Judges the path of a certificate that signs evidence, at a time, to the anchor of the certificate in question
 * (RFC 5280 6.3.3 (f)). The caller ends circles: evidence never vouches for its own signer.
 */
export type JudgeSigner = (certificate: Certificate, at: number, role: SignerRole) => SignerJudgement;

/**
 * Limits of one judgement, so that a heap of evidence stalls nobody. What lies beyond them hides nothing: if it says that
 * the certificate was revoked, nothing else makes the certificate good.
 */
export interface RevocationBudget {
  /** CRLs, and as many OCSP answers, about the certificate whose signatures are looked at. */
  readonly evidence: number;
  /** Keys tried as signers of one CRL. */
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
  /**
   * Certificates that may have signed evidence: other keys of the issuer, CRL issuers, responders. Not trusted for being
   * here, but tried in this order: the caller's before those that came with a document.
   */
  readonly pool: readonly Certificate[];
  /** Certificates were left out of the pool because of a limit. */
  readonly poolCut?: boolean;
  readonly judgeSigner: JudgeSigner;
  /** Verifies the signatures of evidence within the caller's budget; default: without one. */
  readonly isSigned?: IsSigned;
  readonly knownCrlNumbers?: KnownCrlNumbers;
  readonly budget?: Partial<RevocationBudget>;
}

/**
 * A CRL or an OCSP answer that says what the status is. Of a complete CRL and the delta CRL that brings it up to date the
 * delta alone: the status is as fresh as that.
 */
export interface Voucher {
  readonly kind: 'crl' | 'ocsp';
  /** Of the DER, lower-case hexadecimal: the same as in the evidence. */
  readonly sha256: string;
  /** Milliseconds since 1970: when it was known to be so. */
  readonly thisUpdate: number;
  /** Of an OCSP answer: when it was said. */
  readonly producedAt?: number;
}

export interface RevocationJudgement {
  /** Ends with `revocation.status`, which passes only for a certificate known to be good. */
  readonly checks: readonly Check[];
  /** What the status rests on. */
  readonly evidence: readonly Evidence[];
  /** Undefined if no usable evidence says anything, or if the certificate would be good but for what was not settled. */
  readonly status: RevocationStatus | undefined;
  /** The CRLs and OCSP answers that say `status`; none if it is undefined. */
  readonly vouchers: readonly Voucher[];
  /**
   * False if something that says that the certificate was revoked was left unexamined because of a limit. Who puts several
   * judgements about one certificate together must not call it good then, whatever another of them says.
   */
  readonly settled: boolean;
}
