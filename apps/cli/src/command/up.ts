/** `kazasu up`: becomes the town, with its own ready line, signals and exit code. */
export async function up(): Promise<void> {
  const { runTown } = await import('@kazasu/town/main');
  process.exitCode = await runTown();
}
