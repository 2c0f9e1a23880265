/**
 * Token introspection (RFC 7662), also as a signed answer (RFC 9701): whether a token still counts, for whom and until when. The provider's own
 * resources do not ask here; a client may, about the tokens that were issued to it. About any other token, and about none at all, it hears
 * `{"active": false}` and nothing else. No personal item is ever in an answer.
 *
 * Route: `POST …/token/introspect` (a form), with the client's authentication.
 */
export { mountIntrospection } from './introspection.ts';
