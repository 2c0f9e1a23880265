import type { Certificate } from '../certificate.ts';
import type { Check } from '../report.ts';
import type { Crl } from './crl.ts';

/** What the rules of a CRL look at. */
export interface CrlSubject {
  readonly crl: Crl;
  readonly certificate: Certificate;
  /** The certificate of the very key that signed {@link certificate}. */
  readonly issuer: Certificate;
  readonly time: number;
  /** The highest CRL number already seen from this issuer for this scope, if the caller keeps it. */
  readonly knownNumber: bigint | undefined;
}

/**
 * One rule makes one check. A CRL that breaks one is no evidence, and evidence that is missing proves nothing
 * against the certificate: so the checks are `undetermined`, not `failed`.
 */
export type CrlRule = (subject: CrlSubject) => Check;
