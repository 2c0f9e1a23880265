/**
 * Who stands before the console: a random token in a cookie, its hash in the store beside the key or link that opened it. Owns the
 * session's life and the tokens of its forms. Asked of the store with key and tenant for every page, so that a session ends at
 * once with either. Refuses to be longer than a working day.
 */
export { broughtCookie, sessionCookie } from './cookie.ts';
export { createFormToken, isFormToken, useFormToken } from './form-token.ts';
export { endSession, findSession, openSession, SESSION_MS, type Session } from './session.ts';
export { deleteOldSessions } from './session-store.ts';
