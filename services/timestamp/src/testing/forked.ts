/** A time-stamp service in a process of its own, which kills itself with SIGKILL at a chosen step. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { environment } from '@kazasu/server/config';
import type { StoreOptions } from '@kazasu/server/store';

export interface ForkedTask {
  readonly store: StoreOptions;
  /** A key folder; several processes may share one, also before it exists. */
  readonly keys: string;
  /** Requests for time-stamps, base64; all are asked at once. */
  readonly requests: readonly string[];
  /** The step before which the process is killed, from 0: a statement, a key, a signature. Absent: it is left alive. */
  readonly dieAt?: number;
}

export interface ForkedResult {
  /** Whether it was killed at the step. */
  readonly died: boolean;
  /** What was answered before, base64. */
  readonly replies: readonly string[];
}

export async function stampInProcess(task: ForkedTask): Promise<ForkedResult> {
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  const child = fork(new URL('./forked-child.ts', import.meta.url), [], { env, execArgv: [] });
  const replies: string[] = [];
  child.on('message', (reply: string) => void replies.push(reply));
  child.send(task);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the service's process ended: ${code}`);
  return { died: signal === 'SIGKILL', replies };
}
