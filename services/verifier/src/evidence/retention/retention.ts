import { VerifierError } from '../../error.ts';

/** What the operator has agreed on with a tenant. */
export interface RetentionPolicy {
  /** What the years are counted from: the end of the contract, which the tenant tells, or the record itself. */
  readonly from: 'contract-end' | 'record';
  readonly years: number;
  /** Whether what is due is erased without being asked. */
  readonly erasesDue: boolean;
}

/** facts 2.5 of eKYC: seven years from the end of the contract, not from the day of checking. */
export const DEFAULT_RETENTION: RetentionPolicy = { from: 'contract-end', years: 7, erasesDue: false };

/** What is known of one record. */
export interface RetentionClock {
  readonly at: number;
  readonly contractEndedAt?: number | undefined;
  /** Set by the tenant; it never shortens what the policy says. */
  readonly retainUntil?: number | undefined;
}

const DAY = 86_400_000;
/** Days are those of Japan. */
const JAPAN = 9 * 3_600_000;

/** When a record may be erased; undefined while nobody has said when the contract ended. */
export function retainedUntil(policy: RetentionPolicy, clock: RetentionClock): number | undefined {
  const start = policy.from === 'record' ? clock.at : clock.contractEndedAt;
  const end = start === undefined ? undefined : yearsAfter(start, policy.years);
  if (clock.retainUntil === undefined) return end;
  return Math.max(clock.retainUntil, end ?? earliestEnd(policy, clock));
}

/** No contract ends before its record is made, so no record may go before this, whatever is said. */
export function earliestEnd({ years }: RetentionPolicy, { at }: RetentionClock): number {
  return yearsAfter(at, years);
}

/** The end of that day so many years later, in Japan; 29 February becomes 1 March. */
export function yearsAfter(time: number, years: number): number {
  const day = new Date(time + JAPAN);
  const later = Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate());
  return later + DAY - JAPAN;
}

/** What a tenant may say of a record. */
export interface RetentionWish {
  readonly contractEndedAt?: number | undefined;
  readonly until?: number | undefined;
}

/** The clock as the tenant wants it; what is not said stays. Throws a VerifierError for an end that cannot be, or that is too early. */
export function wishedClock(
  policy: RetentionPolicy,
  before: RetentionClock,
  { contractEndedAt = before.contractEndedAt, until }: RetentionWish,
  now: number,
): RetentionClock {
  const { at } = before;
  if (contractEndedAt !== undefined && (contractEndedAt < at || contractEndedAt > now)) {
    throw new VerifierError('retention-end-unlikely', { at: ['/contractEndedAt'] });
  }
  const least = retainedUntil(policy, { at, contractEndedAt }) ?? earliestEnd(policy, { at });
  if (until !== undefined && until < least) {
    throw new VerifierError('retention-too-short', { retainedUntil: least, at: ['/until'] });
  }
  return { at, contractEndedAt, retainUntil: until ?? before.retainUntil };
}
