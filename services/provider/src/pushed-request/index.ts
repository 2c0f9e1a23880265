/**
 * Pushed authorization requests (PAR, RFC 9126): a strict client hands over its request itself, authenticated, and gets a `request_uri` for
 * the browser to carry. A signed request object (RFC 9101) is taken here alone, and never fetched from anywhere.
 *
 * Route: `POST …/ext/par/request` (a form). States of a request: pushed, then used or expired, both gone; used by one statement.
 * Refuses whoever is not strict, whatever the authorization endpoint would refuse, and parameters beside a signed request.
 */
export { mountPushedRequests } from './pushed-request.ts';
export { deleteExpiredPushed, deletePushedOf, PUSHED_TABLES } from './pushed-request-store.ts';
