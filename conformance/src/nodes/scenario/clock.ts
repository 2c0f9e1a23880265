import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onGround } from './ground.ts';
import type { Scenario } from './scenario.ts';
import { troubled } from './trouble.ts';

const PATIENCE_MS = 20_000;
/** Seconds that a clock jumps by at most, ahead or back: beyond what codes live, far below what sessions do. */
const JUMP = 90;

/** Why it cannot be had here, or false. */
export function faketimeMissing(): string | false {
  return libraryOf() === undefined ? 'jumping clocks need libfaketime: apt-get install faketime' : false;
}

function libraryOf(): string | undefined {
  return globSync('/usr/lib/{*/,}faketime/libfaketime.so.1').find((path) => existsSync(path));
}

export const CLOCK: Scenario = {
  name: 'clock',
  summary: 'the clock of one of two nodes jumps ahead and back by minutes (libfaketime)',
  run: async (options) => {
    const library = libraryOf();
    if (library === undefined) return { violations: [], counts: {}, doubts: [String(faketimeMissing())] };
    const folder = mkdtempSync(join(tmpdir(), 'kazasu-clock-'));
    const file = join(folder, 'clock');
    const jump = (seconds: number) => writeFileSync(file, `${seconds >= 0 ? '+' : ''}${seconds}s`);
    jump(0);
    const faked = [`LD_PRELOAD=${library}`, `FAKETIME_TIMESTAMP_FILE=${file}`];
    // Time-outs of the process go by the monotonic clock, which does not jump on a real machine either.
    const rules = ['FAKETIME_NO_CACHE=1', 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'DONT_FAKE_MONOTONIC=1'];
    const through = (node: number) => (node === 0 ? ['env', ...faked, ...rules] : []);
    try {
      return await onGround(options, { nodes: 2, through }, async ({ crowd }) => {
        const make = async (random: () => number) => {
          jump(Math.round((random() * 2 - 1) * JUMP));
          await sleep(100 + random() * 300);
          jump(0);
        };
        const trouble = { quiet: [100, 700], seed: options.seed, make } as const;
        const [proof, jumps] = await troubled(trouble, () => crowd(PATIENCE_MS));
        const doubts = jumps > 0 ? proof.doubts : ['no clock jumped while people logged in'];
        return { counts: { ...proof.counts, jumps }, doubts };
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
