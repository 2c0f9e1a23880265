/**
 * What the app does without a network: it says so, and shows what it can. Owns the service worker, which keeps the app's own static
 * files and nothing else: no answer of an API, no address with a parameter, nothing of a person.
 */
export { type Connection, watchConnection } from './connection.ts';
export { LoadFault } from './LoadFault.tsx';
export { OfflineBanner } from './OfflineBanner.tsx';
export { keepOffline, type Updates } from './register.ts';
export { UpdateBanner } from './UpdateBanner.tsx';
