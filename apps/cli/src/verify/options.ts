import type { Language } from '@kazasu/pki';
import type { ProfileChoice } from './choices.ts';
import type { TrustOptions } from './trust/index.ts';

/** What can be said beside the file. */
export interface VerifyOptions extends TrustOptions {
  /** Signed files beside the signature. */
  readonly content?: readonly string[] | undefined;
  /** What a time-stamp should be over. */
  readonly data?: string | undefined;
  readonly intermediate?: readonly string[] | undefined;
  readonly crl?: readonly string[] | undefined;
  readonly ocsp?: readonly string[] | undefined;
  /** False only where it was said. */
  readonly revocation: boolean;
  /** ISO 8601 with an offset. */
  readonly at?: string | undefined;
  /** Default: what the certificate's policy says, for a certificate of the town; none for others. */
  readonly profile?: ProfileChoice | undefined;
  readonly language?: Language | undefined;
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly showItems?: boolean | undefined;
  readonly certificates?: boolean | undefined;
}
