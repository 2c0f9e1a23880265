/** What of one login or signature is counted by each process; what the store counts stands in the table of guesses (`../divergences.ts`). */

/** Three tabs that ask every two seconds, and a finger on the reload button, stay far below. */
export const INTERACTION_PACE = { burst: 60, everyMs: 250, most: 20_000 } as const;

/** Octets of what the app sends: a card proof with all its files is below 15,000 characters, and sixteen signatures are 5,600 more. */
export const INTERACTION_OCTETS = { proof: 16_384, signature: 24_576 } as const;
