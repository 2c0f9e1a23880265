/** Proof Key for Code Exchange, RFC 7636, method S256 only: `plain` protects nobody. */
export { challengeOf, createVerifier, isChallenge, isVerifier, verifyPkce } from './pkce.ts';
