/**
 * What the office remembers of a browser, for half an hour, in memory: what was typed, a login or a signing under way, and
 * what was filed. The cookie holds only a random name. It changes before anything of a person's is kept under it, so that whoever
 * prepared one for them does not get to it: when something is typed, and then the one before ends at once; and when the browser leaves for the provider,
 * from where it comes back with the new one. Until that is presented the one before counts too, and whoever presents it is told a name of their own, so
 * that an answer that was lost on its way takes nothing along. What is read or filed then is kept under the name with which the browser came back.
 * Where there is no more room, whoever has only clicked gives way, then whoever has only typed, and nobody who signs or has signed:
 * rather is a newcomer refused. A real office would keep what was filed in a store of its own, and count what one address begins.
 */
export { Browser } from './browser.ts';
export { SessionMemory } from './memory.ts';
export type { Filed, Session, Signing } from './session.ts';
