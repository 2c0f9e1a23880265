/**
 * Token revocation (RFC 7009): a client gives back a token that it got, and the session it came from has ended, with all its tokens,
 * on every node at once.
 *
 * Route: `POST …/revoke` (a form), with the client's authentication. A token that is unknown, used or run out is no error; one that was
 * issued to another client is refused and goes on. A client's own token belongs to no session: it is remembered until it would have run out.
 */

export { mountRevocation } from './revocation.ts';
export { REVOKED_TOKENS } from './revoked-token-store.ts';
