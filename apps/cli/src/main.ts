/**
 * `kazasu`: the town and its cards from a terminal. Starts the town, lists its people, registers relying parties, plays the
 * phone without a screen, so that relying parties can log people in from their own test suites, and reads, signs with and
 * serves cards: the town's, those in files, and real ones in a USB reader. Owns what is typed and printed; has no rules
 * of its own: every answer comes from the services, or from a card.
 */

// Whoever reads only the beginning (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: Error & { code?: string }) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const [first, ...more] = process.argv.slice(2);

if (first === 'serve') {
  // Nothing else is loaded: a service begins often, and each of its workers is a process like this.
  const { serveCommand } = await import('@kazasu/serve');
  process.exit(await serveCommand(more));
}
if (first === 'keys') {
  const { keysCommand } = await import('@kazasu/serve');
  process.exit(await keysCommand(more));
}
if (first === 'admin' && (more[0] === 'add' || more[0] === 'remove')) {
  const { administratorsCommand } = await import('@kazasu/serve');
  process.exit(await administratorsCommand(more));
}
const { run } = await import('./run.ts');
const { processTerminal } = await import('./terminal.ts');
process.exitCode = await run(process.argv.slice(2), processTerminal);
