/** What a client's assertion is judged by, in this order. */
export const ASSERTION_CHECKS = [
  'form',
  'subject',
  'issuer',
  'client',
  'known',
  'key',
  'algorithm',
  'signature',
  'times',
  'audience',
  'jti',
] as const;

export type AssertionCheck = (typeof ASSERTION_CHECKS)[number];
