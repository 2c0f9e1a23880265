/**
 * Whole logins under load: card, phone, relying party, at our provider as it is shipped with its file store. How many a core does, how
 * long one takes when they come as they please (open loop, so that a slow server is not asked less), and what a process holds after many.
 * The load plays phones and cards on the other core. Never a test: it asserts no time.
 */
export { type LoadBenchOptions, type LoadBenchResult, runLoadBench } from './run.ts';
