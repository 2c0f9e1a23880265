/**
 * What the office remembers of a browser, for half an hour, in memory: what was typed, a login or a signing under way, and
 * what was filed. The cookie holds only a random name, which changes when something is typed, read or filed, so that nobody can
 * prepare one for them; the one before it counts until a browser has presented the new one, so that an answer that was lost on its way takes nothing along.
 * Where there is no more room, whoever has only clicked gives way, then whoever has only typed, and nobody who signs or has signed:
 * rather is a newcomer refused. A real office would keep what was filed in a store of its own, and count what one address begins.
 */
export { Browser } from './browser.ts';
export { SessionMemory } from './memory.ts';
export type { Filed, Session, Signing } from './session.ts';
