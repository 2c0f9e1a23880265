import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, type FaultProxy, startFaultProxy } from '../proxy/index.ts';
import { onGround } from './ground.ts';
import type { Scenario } from './scenario.ts';
import { troubled } from './trouble.ts';

const PATIENCE_MS = 30_000;

/** What a network does to the line between a node and its database, and how often in a hundred. */
const FAULTS: readonly (readonly [number, (proxy: FaultProxy) => void])[] = [
  [30, (proxy) => proxy.reset()],
  [20, (proxy) => proxy.halfClose('up')],
  [15, (proxy) => proxy.halfClose('down')],
  [10, (proxy) => proxy.set({ delayMs: 30 })],
  [10, (proxy) => proxy.set({ bytesPerSecond: 20_000 })],
  [5, (proxy) => proxy.set({ resetAfter: 4_000 })],
  [5, (proxy) => proxy.set({ refuse: true })],
  [5, (proxy) => proxy.set({ hole: ['down'] } satisfies Fault)],
];

export const NETWORK: Scenario = {
  name: 'network',
  summary: 'the lines between two nodes and the database are late, slow, reset, closed on one side, silent',
  run: (options) => {
    const proxies: FaultProxy[] = [];
    return onGround(
      options,
      {
        nodes: 2,
        between: async ({ socket }, ends) => {
          for (let node = 0; node < 2; node += 1) {
            const proxy = await startFaultProxy({ path: socket });
            ends(() => proxy.close());
            proxies.push(proxy);
          }
          return (node) => `postgres://kazasu@127.0.0.1:${proxies[node]?.port}/postgres`;
        },
      },
      async ({ crowd }) => {
        const make = async (random: () => number) => {
          const proxy = proxies[random() < 0.5 ? 0 : 1];
          if (proxy === undefined) return;
          chosen(random)(proxy);
          await sleep(random() * 600);
          proxy.set({});
          // What was swallowed is gone for good: nobody waits for it any longer than for a dead machine.
          proxy.reset();
        };
        const trouble = { quiet: [100, 500], seed: options.seed, make } as const;
        const [proof, faults] = await troubled(trouble, () => crowd(PATIENCE_MS));
        const doubts = faults > 0 ? proof.doubts : ['the network was well all the time'];
        return { counts: { ...proof.counts, faults }, doubts };
      },
    );
  },
};

function chosen(random: () => number): (proxy: FaultProxy) => void {
  let left = random() * 100;
  for (const [share, make] of FAULTS) {
    left -= share;
    if (left < 0) return make;
  }
  return (proxy) => proxy.reset();
}
