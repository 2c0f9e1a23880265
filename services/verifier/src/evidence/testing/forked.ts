/** Processes of their own that append, or sweep, until they have done what they should or are killed. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { environment } from '@kazasu/server/config';
import type { StoreOptions } from '@kazasu/server/store';

/** Appends requests `<name>/0`, `<name>/1`, … of which each may be repeated, `parallel` at a time. */
export interface AppendTask {
  readonly kind: 'append';
  readonly store: StoreOptions;
  readonly name: string;
  readonly count: number;
  readonly parallel: number;
}

/** Appends one record and does what is due; kills itself before a statement or a question to the unit, if `dieAt` says so. */
export interface SweepTask {
  readonly kind: 'sweep';
  readonly store: StoreOptions;
  readonly keys: string;
  readonly time: number;
  readonly unitUrl: string;
  /** Base64. */
  readonly anchor: string;
  readonly dieAt?: number;
}

/** What a process tells: the number of a request and the place of its record, when it was acknowledged. */
export type ChildWord = readonly [number, number];

export interface ForkedChild {
  /** What was told so far. */
  readonly words: ChildWord[];
  /** Resolves when so many were told, or the process has ended. */
  told(count: number): Promise<void>;
  /** SIGKILL. */
  kill(): void;
  /** Resolves with whether it was killed; rejects when it failed. */
  readonly ended: Promise<boolean>;
}

export function forkChild(task: AppendTask | SweepTask): ForkedChild {
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  const child = fork(new URL('./child.ts', import.meta.url), [], { env, execArgv: [] });
  const words: ChildWord[] = [];
  const ended = once(child, 'close').then(([code, signal]) => {
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the process ended: ${code}`);
    return signal === 'SIGKILL';
  });
  child.on('message', (word: ChildWord) => void words.push(word));
  child.send(task);
  return {
    words,
    ended,
    kill: () => void child.kill('SIGKILL'),
    told: async (count) => {
      const over = ended.then(
        () => true,
        () => true,
      );
      while (words.length < count) {
        if (await Promise.race([over, once(child, 'message').then(() => false)])) return;
      }
    },
  };
}
