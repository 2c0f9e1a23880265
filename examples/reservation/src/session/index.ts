/**
 * What the site remembers of a browser: a login under way, then the person, for half an hour, in memory. The cookie
 * holds only a random name, which changes with every change of the session, so that nobody can prepare one for them.
 */
export { Browser } from './browser.ts';
export { type Booking, type Failure, type Person, type Session, SessionMemory } from './session.ts';
