import type { ConsentView } from '../api.ts';
import type { ConsentRecord } from './consent-data.ts';

/** As others may see it. */
export function viewOf({ residentId: _, endedAt, ...consent }: ConsentRecord): ConsentView {
  return { ...consent, ...(endedAt !== null && { endedAt }) };
}

/** Neither withdrawn nor run out. */
export function isInForce({ endsAt, endedAt }: ConsentRecord, now: number): boolean {
  return endedAt === null && now < endsAt;
}
