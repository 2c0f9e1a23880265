import type { Certificate } from '../certificate.ts';
import type { IsSigned, Trust } from '../evidence-signer.ts';
import type { Check } from '../report.ts';
import type { OcspAnswer } from './response.ts';
import type { SingleAnswer } from './single-answer.ts';

/** What the rules of an OCSP answer look at. */
export interface OcspSubject {
  readonly answer: OcspAnswer;
  readonly certificate: Certificate;
  /** The certificate of the very key that signed {@link certificate}. */
  readonly issuer: Certificate;
  /** The answers about the certificate. */
  readonly about: readonly SingleAnswer[];
  /** What they say; undefined if there are none, or if they differ. */
  readonly single: SingleAnswer | undefined;
  /** The answer is to a request for this certificate alone. */
  readonly asked: boolean;
  readonly time: number;
  readonly nonce: Uint8Array | undefined;
  readonly nonceRequired: boolean;
  /** How far the responder's clock may run ahead of ours, in milliseconds. */
  readonly clockTolerance: number;
  /** How old an answer without nextUpdate may be, in milliseconds. */
  readonly ageMax: number;
  /** Certificates of responders that the answer does not bring along. */
  readonly pool: readonly Certificate[];
  /** Certificates were left out of the pool because of a limit. */
  readonly poolCut: boolean;
  readonly isSigned: IsSigned;
  /** Whether a delegate without id-pkix-ocsp-nocheck is known not to be revoked, at a time; undefined: never. */
  readonly trustOf: ((responder: Certificate, at: number) => Trust) | undefined;
}

/** As for CRLs: an answer that breaks a rule is no evidence, so the checks are `undetermined`, not `failed`. */
export type OcspRule = (subject: OcspSubject) => Check;
