/**
 * What the office remembers of a browser, for half an hour, in memory: what was typed, a login or a signing under way, and
 * what was filed. The cookie holds only a random name, which changes with every change of the session, so that nobody can
 * prepare one for them. A real office would keep what was filed in a store of its own.
 */
export { Browser } from './browser.ts';
export { type Filed, type Session, SessionMemory, type Signing } from './session.ts';
