import { spawnSync } from 'node:child_process';
import { median } from '../figure/index.ts';

/**
 * Verifications for a second of processor time, so that what else the machine does counts for nobody. In a round each has
 * its turn, one after the other and in a process of its own, so that nobody collects another's garbage.
 */
export interface Contest {
  readonly rounds: number;
  readonly seconds: number;
  /** Each runs for about so many seconds and tells its rate. */
  readonly contestants: { readonly [name: string]: (seconds: number) => number };
  readonly onProgress: (line: string) => void;
}

/** The medians of all rounds, and of the rounds' ratios to one of them. */
export interface Rates {
  readonly of: (name: string) => number;
  readonly ratio: (name: string, to: string) => number;
}

export function contest({ rounds, seconds, contestants, onProgress }: Contest): Rates {
  const measured: Map<string, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const rates = new Map<string, number>();
    for (const [name, run] of Object.entries(contestants)) rates.set(name, run(seconds));
    onProgress(
      `round ${round}: ${[...rates].map(([name, rate]) => `${name} ${rate.toFixed(0)}/s`).join(', ')}`,
    );
    if (round > 0) measured.push(rates);
  }
  const rateIn = (round: ReadonlyMap<string, number>, name: string) => round.get(name) ?? Number.NaN;
  return {
    of: (name) => median(measured.map((round) => rateIn(round, name))),
    ratio: (name, to) => median(measured.map((round) => rateIn(round, name) / rateIn(round, to))),
  };
}

/** Seconds of processor time that a command and its children took: the shell's own count, in every POSIX system. */
export function processorSeconds(command: string, args: readonly string[], times = 1): number {
  const loop = `i=0; while [ $i -lt ${times} ]; do "$0" "$@" >/dev/null 2>&1 || exit 1; i=$((i+1)); done; times`;
  const { status, stdout } = spawnSync('sh', ['-c', loop, command, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} refused`);
  const children = stdout.trim().split('\n')[1] ?? '';
  const [user = Number.NaN, system = Number.NaN] = children.split(' ').map(secondsOf);
  return user + system;
}

/** `1m2.34s` */
function secondsOf(text: string): number {
  const [minutes, seconds] = text.replace('s', '').split('m').map(Number);
  return 60 * (minutes ?? Number.NaN) + (seconds ?? Number.NaN);
}
