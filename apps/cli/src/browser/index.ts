/**
 * A browser without a screen, as far as a login needs one: cookies, redirects, the waiting page. Owns the cookie jar and
 * the rule that it stops at the door of the relying party, whose answer it hands over unvisited; runs no script.
 */
export { type Browser, createBrowser, type Landing } from './browser.ts';
