/**
 * `kazasu`: the town and its cards from a terminal. Starts the town, lists its people, registers relying parties, plays the
 * phone without a screen, so that relying parties can log people in from their own test suites, and reads, signs with and
 * serves cards: the town's, those in files, and real ones in a USB reader. Owns what is typed and printed; has no rules
 * of its own: every answer comes from the services, or from a card.
 */
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads only the beginning (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: Error & { code?: string }) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), processTerminal);
