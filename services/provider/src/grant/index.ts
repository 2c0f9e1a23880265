/**
 * From a finished login to its tokens: codes, sessions, refresh tokens. One row is one login; a code and each
 * refresh token work once, by one statement, and a second use ends the session. Tokens are stored as hashes, items
 * as ciphertext, and a row is gone soon after its time; until then it is not honoured either.
 */
export { endByRefreshToken, endOwnSession, findByRefreshTokenText } from './end-session.ts';
export {
  type Continuation,
  type Continued,
  continueSession,
  type GrantDeps,
  makeCode,
  narrowScope,
  type Redemption,
  redeemCode,
} from './grant.ts';
export type { Grant } from './grant-data.ts';
export { GrantError, type GrantErrorCode } from './grant-error.ts';
export type { Session } from './session-data.ts';
export {
  deleteExpiredSessions,
  deleteSessionsOf,
  findLiveSession,
  GRANT_DPOP_TABLES,
  GRANT_TABLES,
  insertSessions,
  type NewSession,
} from './session-store.ts';
