/** Signals of the one process that people and service managers signal. */

export type StopSignal = 'SIGTERM' | 'SIGINT';

/** What shells make of a process that a signal ended. */
export const EXIT_OF: Readonly<Record<StopSignal, number>> = { SIGTERM: 143, SIGINT: 130 };

/** Ctrl+C may come twice for one press: from the terminal, and from whoever started this process and passes it on. */
const SAME_MS = 200;

/** `stop` at the first signal, `end` at a second one that is really another. Returns how to listen no more. */
export function onStopSignals(stop: () => void, end: (signal: StopSignal) => void): () => void {
  let stopping: NodeJS.Timeout | true | undefined;
  const heard = (signal: StopSignal) => {
    if (stopping === true) end(signal);
    if (stopping !== undefined) return;
    stopping = setTimeout(() => {
      stopping = true;
    }, SAME_MS).unref();
    stop();
  };
  process.on('SIGTERM', heard);
  process.on('SIGINT', heard);
  return () => {
    process.off('SIGTERM', heard);
    process.off('SIGINT', heard);
  };
}
