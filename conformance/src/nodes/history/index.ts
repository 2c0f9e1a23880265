/** What happened to things that can be used once and to things that were acknowledged, and whether that may be. Knows no network and no clock. */
export { createHistory, type History, type HistoryEvent, type Outcome, type Violation } from './history.ts';
export { judge } from './judge.ts';
