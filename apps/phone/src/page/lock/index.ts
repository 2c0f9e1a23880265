/** The lock: the door that a passkey opens, and when it falls shut by itself. Owns no session; that is the account's. */
export { AutoLock, type LockTimes } from './auto-lock.ts';
export { LockPage } from './LockPage.tsx';
export { useAutoLock } from './use-auto-lock.ts';
