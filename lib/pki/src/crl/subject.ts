import type { Certificate } from '../certificate.ts';
import type { Check } from '../report.ts';
import type { Coverage } from './coverage.ts';
import type { Crl } from './crl.ts';
import type { CrlSigner } from './signer.ts';

/** What the rules of a CRL look at. */
export interface CrlSubject {
  readonly crl: Crl;
  readonly certificate: Certificate;
  /** How far the CRL speaks about the certificate. */
  readonly coverage: Coverage;
  /** Whose key signed the CRL; undefined if nobody's who may have. */
  readonly signer: CrlSigner | undefined;
  /** A limit was reached before it was known who signed, or whether to believe them. */
  readonly unsettled?: boolean;
  readonly time: number;
  /** The highest CRL number already seen from this issuer for this scope, if the caller keeps it. */
  readonly knownNumber: bigint | undefined;
}

/**
 * One rule makes one check. A CRL that breaks one is no evidence, and evidence that is missing proves nothing
 * against the certificate: so the checks are `undetermined`, not `failed`.
 */
export type CrlRule = (subject: CrlSubject) => Check;
