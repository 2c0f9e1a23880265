/**
 * Files that are ours alone (mode 0600) and survive a power loss whole: written beside, synchronised, put into place,
 * the folder synchronised. Owns the one order of these steps, and the lock that keeps a second process away.
 * Synchronous, because a card must have its try on disk before it answers. Refuses nothing about the content.
 */
export { createFile, isOpenToOthers, removeFile, replaceFile } from './durable.ts';
export { type Kept, kept } from './kept.ts';
export { type FileLock, lockFile } from './lock.ts';
export { NotPrivate, type PrivateFault, privateFault, requirePrivateFolder } from './private.ts';
