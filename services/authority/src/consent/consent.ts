import type { ConsentView } from '../api.ts';
import type { ConsentRecord } from './consent-data.ts';

/** As others may see it. */
export function viewOf(record: ConsentRecord, now: number): ConsentView {
  const { residentId: _, endedAt, ...consent } = record;
  return { ...consent, ...(endedAt !== null && { endedAt }), inForce: isInForce(record, now) };
}

/** Neither withdrawn nor run out. */
export function isInForce({ endsAt, endedAt }: ConsentRecord, now: number): boolean {
  return endedAt === null && now < endsAt;
}
