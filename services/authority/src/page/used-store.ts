import { usedOnce } from '../used-once.ts';

/** Tickets that let somebody in, forms that were decided on, sessions that were left: each by its SHA-256. */
export const COUNTER_USED = usedOnce('authority_counter_used');
