import type { Consent } from './consent-data.ts';

/** Neither withdrawn, as far as is known here, nor run out. */
export function isInForce({ endsAt, endedAt }: Consent, now: number): boolean {
  return endedAt === undefined && now < endsAt;
}
