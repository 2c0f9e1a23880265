import { VerifierError } from '../../error.ts';

/** What the operator has agreed on with a tenant. */
export interface RetentionPolicy {
  /** What the days are counted from: the end of the contract, which the tenant tells, or the record itself. */
  readonly from: 'contract-end' | 'record';
  /** With none, nothing need be kept. */
  readonly days: number;
  /** Whether what is due is erased without being asked. */
  readonly erasesDue: boolean;
}

/** facts 2.5 of eKYC: seven years from the end of the contract, not from the day of checking. */
export const DEFAULT_RETENTION: RetentionPolicy = { from: 'contract-end', days: 2557, erasesDue: false };

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
  const end = endByPolicy(policy, clock);
  if (clock.retainUntil === undefined) return end;
  return Math.max(clock.retainUntil, end ?? earliestEnd(policy, clock));
}

function endByPolicy(policy: RetentionPolicy, { at, contractEndedAt }: RetentionClock): number | undefined {
  if (policy.days === 0) return at;
  const start = policy.from === 'record' ? at : contractEndedAt;
  return start === undefined ? undefined : daysAfter(start, policy.days);
}

/** No contract ends before its record is made, so no record may go before this, whatever is said. */
export function earliestEnd({ days }: RetentionPolicy, { at }: RetentionClock): number {
  return days === 0 ? at : daysAfter(at, days);
}

/** The end of the day so many days later, in Japan. */
export function daysAfter(time: number, days: number): number {
  return (Math.floor((time + JAPAN) / DAY) + days + 1) * DAY - JAPAN;
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
