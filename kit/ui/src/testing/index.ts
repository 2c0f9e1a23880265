/** Helpers for tests of rooms that have texts. Never part of what is shipped. */
export { faultsOf } from './catalogue-faults.ts';
