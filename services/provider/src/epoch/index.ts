/**
 * What a restore from a backup must not bring back (ADR 0048): a code, a refresh token, a sign transaction that was used after the backup was made
 * stands in it as unused, and an assertion that came since is not remembered.
 *
 * Owns: the epoch, a number and the time since which it holds; the end of everything that is used once. Routes: admin/epoch-route.ts, and a proposal of two.
 * Refuses: assertions that may have been issued before the epoch.
 */
export { isOfThisEpoch, raiseEpoch, raiseEpochWithin } from './epoch.ts';
export { EPOCH_TABLES, findEpoch, USED_ONCE } from './epoch-store.ts';
