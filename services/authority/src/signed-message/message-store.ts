import { usedOnce } from '../used-once.ts';

/** Messages that were honoured, by the SHA-256 (hex) of certificate and statement, as long as they would still be young. */
export const HONOURED = usedOnce('authority_message');
