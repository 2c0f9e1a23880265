/**
 * The start benchmark: from `spawn` to the first metadata document with 200, of our provider as `kazasu serve` runs it with its file store
 * and its keys made before, and of npm oidc-provider with one client and one key, in turn. Processor time and memory at that moment.
 * Never a test: it asserts no time.
 */
export { runStartBench, type StartBenchResult } from './run.ts';
