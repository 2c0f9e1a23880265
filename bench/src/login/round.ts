import type { Server } from './child.ts';

/** What one round measured. `busy` is the share of one core that the server used: near 1, the server was the limit. */
export interface Round {
  readonly flowsPerSecond: number;
  readonly busy: number;
  /** CPU of the server for one flow, milliseconds. */
  readonly cpuMsPerFlow: number;
}

/** Keeps `concurrent` flows under way for `seconds`; a flow that fails fails the round. */
export async function runRound(
  flow: () => Promise<void>,
  server: Server,
  options: { concurrent: number; seconds: number },
): Promise<Round> {
  const cpuBefore = await server.cpuMs();
  const start = performance.now();
  const end = start + options.seconds * 1000;
  let flows = 0;
  const lane = async () => {
    while (performance.now() < end) {
      await flow();
      flows += 1;
    }
  };
  await Promise.all(Array.from({ length: options.concurrent }, lane));
  const milliseconds = performance.now() - start;
  const cpu = (await server.cpuMs()) - cpuBefore;
  return {
    flowsPerSecond: (flows / milliseconds) * 1000,
    busy: cpu / milliseconds,
    cpuMsPerFlow: cpu / flows,
  };
}
