/**
 * RP-Initiated Logout (OpenID Connect RP-Initiated Logout 1.0). This provider keeps no login in a browser; what ends is the session that the
 * relying party has here: its tokens and what it could still fetch. Whoever brings the ID token of that session, by whose signature alone it is
 * believed, ends it at once and goes back to a registered address. Whoever brings none is shown a page that says so, from which one goes on
 * by one's own hand: nobody is redirected, and nothing ends, on the word of a link.
 *
 * Routes: `GET …/logout` and `POST …/logout` (a form).
 */
export { mountLogout } from './logout.ts';
