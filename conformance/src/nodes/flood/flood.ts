import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface FloodOptions {
  readonly port: number;
  /** Whole requests as they go over the wire; each connection sends one after the other. */
  readonly requests: readonly string[];
  readonly connections: number;
}

/** What came back. */
export interface Flooded {
  /** By status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Refusals that did not say when to come back. */
  readonly withoutRetryAfter: number;
  /** Connections that ended in the middle of an answer, or without one. */
  readonly broken: number;
  readonly seconds: number;
}

export interface Flood {
  /** Ends it. */
  stop(): Promise<Flooded>;
}

export async function startFlood(options: FloodOptions): Promise<Flood> {
  const worker = new Worker(new URL('./flooder.ts', import.meta.url), { workerData: options });
  await once(worker, 'message');
  return {
    stop: async () => {
      const told = once(worker, 'message') as Promise<[Flooded]>;
      worker.postMessage('stop');
      const [flooded] = await told;
      await worker.terminate();
      return flooded;
    },
  };
}
