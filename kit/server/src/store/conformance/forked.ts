import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { environment } from '../../config/index.ts';

/** A script in a process of its own, which tells its parent what it has done until it ends or is killed. */
export interface Forked<Word> {
  readonly child: ChildProcess;
  /** What it told so far. */
  readonly words: Word[];
  /** Resolves when it has told so much, or has ended. */
  told(count: number): Promise<void>;
  /** SIGKILL; what was under way is never answered. */
  kill(): void;
  /** Resolves, when all it told was heard, with whether it was killed; rejects when it failed. */
  readonly ended: Promise<boolean>;
}

/** The script gets the task as its first message. */
export function forkScript<Word extends Serializable>(script: URL, task: Serializable): Forked<Word> {
  // Without the runner's own variable: the child is no test file.
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  const child = fork(script, [], { env, execArgv: [] });
  const words: Word[] = [];
  const ended = once(child, 'close').then(([code, signal]) => {
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the process ended: ${code}`);
    return signal === 'SIGKILL';
  });
  // Whoever asks how it ended may do so late.
  ended.catch(() => {});
  child.on('message', (word: Word) => void words.push(word));
  child.send(task);
  const over = ended.then(
    () => true,
    () => true,
  );
  return {
    child,
    words,
    ended,
    kill: () => void child.kill('SIGKILL'),
    told: async (count) => {
      while (words.length < count) {
        if (await Promise.race([over, once(child, 'message').then(() => false)])) return;
      }
    },
  };
}

/** In the script: resolves when the parent has it, so that what was told before the end counts as answered. */
export function tellParent(word: Serializable): Promise<void> {
  return new Promise((resolve) => process.send?.(word, () => resolve()));
}
