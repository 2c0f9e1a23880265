/**
 * `kazasu`: the town from a terminal. Starts it, lists its people, registers relying parties, and plays the phone without
 * a screen, so that relying parties can log people in from their own test suites. Owns what is typed and printed;
 * has no rules of its own: every answer comes from the services.
 */
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads only the beginning (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: Error & { code?: string }) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), processTerminal);
