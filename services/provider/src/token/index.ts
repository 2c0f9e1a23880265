/**
 * The token endpoint: authenticates the client by its signed assertion and turns a code, a refresh token or the
 * client's own right into tokens.
 *
 * Route: `POST …/token` (a form). Refuses in the order of the product behind the service, with its words; whatever
 * goes wrong inside is answered without a reason. Every answer forbids caching.
 */
export { mountToken } from './token.ts';
