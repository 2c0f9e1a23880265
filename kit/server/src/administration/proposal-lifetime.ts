/** Milliseconds: the longest that any setting lets a proposal wait for consent. */
export const PROPOSAL_LIFETIME_MAX_MS = 30 * 24 * 3_600_000;
