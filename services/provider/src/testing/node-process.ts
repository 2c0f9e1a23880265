import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environment } from '@kazasu/server/config';
import type { StoreOptions } from '@kazasu/server/store';

/** One node of an installation, as an operating system sees it: a process with nothing in common but the database. */
export interface NodeProcess {
  /** One for each store, in their order. */
  readonly urls: readonly string[];
  readonly processId: number | undefined;
  /** Resolves when the process is gone; rejects where it failed. */
  end(): Promise<void>;
}

export async function startNode(options: readonly StoreOptions[]): Promise<NodeProcess> {
  // Without the runner's own variable: the child is no test file.
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  const path = fileURLToPath(new URL('./node.ts', import.meta.url));
  const child = fork(path, [], { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  child.send([...options]);
  const early = exited.then(([code]): never => {
    throw new Error(`the node ended early with ${code}`);
  });
  const [urls] = (await Promise.race([once(child, 'message'), early])) as [string[]];
  early.catch(() => {});
  return {
    urls,
    processId: child.pid,
    end: async () => {
      child.disconnect();
      const [code] = (await exited) as [number | null];
      if (code !== 0) throw new Error(`the node failed with ${code}`);
    },
  };
}
