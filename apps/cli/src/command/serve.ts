/**
 * `kazasu serve` becomes a service, `kazasu keys` and `kazasu admin add` change one's keys and administrators. The command's own front door goes there straight; this is for whoever
 * runs the program itself.
 */
export async function keys(words: readonly string[]): Promise<void> {
  const { keysCommand } = await import('@kazasu/serve');
  process.exitCode = await keysCommand(words);
}

export async function administrators(words: readonly string[]): Promise<void> {
  const { administratorsCommand } = await import('@kazasu/serve');
  process.exitCode = await administratorsCommand(words);
}

export async function serve(words: readonly string[]): Promise<void> {
  const { serveCommand } = await import('@kazasu/serve');
  process.exitCode = await serveCommand(words);
}
