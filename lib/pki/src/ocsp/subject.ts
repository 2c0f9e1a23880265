import type { Certificate } from '../certificate.ts';
import type { Check } from '../report.ts';
import type { OcspAnswer } from './response.ts';
import type { SingleAnswer } from './single-answer.ts';

/** What the rules of an OCSP answer look at. */
export interface OcspSubject {
  readonly answer: OcspAnswer;
  /** The only answer about the certificate; undefined if there is none or more than one. */
  readonly single: SingleAnswer | undefined;
  /** The certificate of the very key that signed the certificate in question. */
  readonly issuer: Certificate;
  /** Magnitude of the serial number in question. */
  readonly serial: Uint8Array;
  readonly time: number;
  readonly nonce: Uint8Array | undefined;
  /** How far the responder's clock may run ahead of ours, in milliseconds. */
  readonly clockTolerance: number;
  /** How old an answer without nextUpdate may be, in milliseconds. */
  readonly ageMax: number;
}

/** As for CRLs: an answer that breaks a rule is no evidence, so the checks are `undetermined`, not `failed`. */
export type OcspRule = (subject: OcspSubject) => Check;
