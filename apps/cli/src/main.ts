/**
 * `kazasu`: the town from a terminal. Starts it, lists its people, registers relying parties, and plays the phone without
 * a screen, so that relying parties can log people in from their own test suites. Owns what is typed and printed;
 * has no rules of its own: every answer comes from the services.
 */
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await run(process.argv.slice(2), processTerminal);
