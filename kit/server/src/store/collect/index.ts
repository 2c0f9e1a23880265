/**
 * Statements of one kind that many callers ask for at the same time, as one statement of many rows (ADR 0042), and transactions of one
 * kind, as one transaction of such statements.
 *
 * Owns: who shares a statement with whom, its text, whose row is whose, and what becomes of the others when one is at
 * fault. Refuses: texts of another shape than `many-text.ts` knows, and two askers with one key in one statement: what
 * is used once is then still used by one, and the row that comes back says by its key whose it is.
 */
export { type CollectedStatement, collectedStatement } from './collected-statement.ts';
export { collectedTransaction } from './collected-transaction.ts';
export { type Collecting, collectedWaiting, letCollect } from './collector.ts';
export { Gathering, type GatheringOptions } from './gathering.ts';
