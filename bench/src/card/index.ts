/**
 * The card benchmark: APDUs of the virtual card, and whole sessions of the reader in process, over WebSocket and through
 * pcscd, each beside the RSA-2048 private operation alone in the same round, which is the limit: a card that did nothing
 * else could not be faster. Owns the sessions and how they are counted; never a test, it asserts no time.
 */
export { type CardBenchOptions, type CardBenchResult, runCardBench, type SessionResult } from './run.ts';
export { cardTable } from './table.ts';
