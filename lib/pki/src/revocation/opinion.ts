import type { Evidence } from '../evidence.ts';
import type { Check } from '../report.ts';
import type { RevocationStatus } from '../revocation-status.ts';
import type { Voucher } from './options.ts';

/** What one kind of evidence says about a certificate. */
export interface Opinion {
  /** Undefined if it says nothing that can be believed. */
  readonly status: RevocationStatus | undefined;
  /** Since when that is known: thisUpdate of what says it, milliseconds since 1970. */
  readonly since: number;
  /** Of the evidence that decided; or of the best there was, so that the report says what it lacks. */
  readonly checks: readonly Check[];
  readonly evidence: readonly Evidence[];
  /** What says the status; none if nothing does. */
  readonly vouchers: readonly Voucher[];
  /** False if something that says "revoked" or "suspended" was left unexamined because of a limit. */
  readonly settled: boolean;
}

/** Nothing at hand, nothing said. */
export const NO_OPINION: Opinion = {
  status: undefined,
  since: Number.NEGATIVE_INFINITY,
  checks: [],
  evidence: [],
  vouchers: [],
  settled: true,
};
