/** Who takes part, in the order in which they are drawn. */
export const LANES = ['relying-party', 'browser', 'provider', 'phone', 'authority'] as const;
export type Lane = (typeof LANES)[number];
