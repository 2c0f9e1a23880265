/**
 * The authorization endpoint: judges the request by an ordered table of rules, one a file, and begins an interaction.
 *
 * What a strict client pushed before takes the place of the request's parameters (pushed.ts).
 *
 * Routes: `GET …/auth` and `POST …/auth` (a form with the same parameters).
 * Refuses: a client or a redirect URI that is not registered, with a page and never with a redirect; everything else
 * that breaks a rule, with the standard's error at the client's redirect URI. Nothing is stored for a refused request.
 */
export { mountAuthorize } from './authorize.ts';
