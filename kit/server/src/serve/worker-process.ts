/** A worker as its parent sees it, and the parent as a worker sees it: the messages between them stand in this file alone. */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Configuration } from './configuration.ts';
import { EXIT } from './exit.ts';
import type { Leaving } from './node.ts';

/** What a worker can be asked; it answers with a text. */
export type Question = 'readiness' | 'metrics';

/** From the parent. The configuration goes over a pipe of the two alone: not by the environment, not by a file read twice. */
type Order =
  | { readonly order: 'start'; readonly configuration: Configuration; readonly accept: readonly string[] }
  | { readonly order: 'stop'; readonly leaving: Leaving }
  | { readonly order: 'tell'; readonly question: Question; readonly id: number };

type Report =
  | { readonly report: 'waiting' }
  | { readonly report: 'ready'; readonly url: string }
  | { readonly report: 'told'; readonly id: number; readonly text: string };

export interface WorkerProcess {
  readonly processId: number;
  /** The address when it answers; undefined when it ended before. */
  readonly ready: Promise<string | undefined>;
  /** Its exit code; 1 where a signal ended it. */
  readonly ended: Promise<number>;
  /** Rejects when it has ended or does not answer. */
  ask(question: Question): Promise<string>;
  /** Gracefully. */
  stop(leaving: Leaving): void;
  kill(): void;
}

const ANSWER_MS = 2_000;

export function startWorker(
  configuration: Configuration,
  { accept }: { readonly accept: readonly string[]; readonly number: number },
): WorkerProcess {
  const worker = cluster.fork();
  const waiting = new Map<number, (text: string) => void>();
  let asked = 0;
  let settleReady: (url: string | undefined) => void = () => {};
  const ready = new Promise<string | undefined>((resolve) => {
    settleReady = resolve;
  });
  const send = (order: Order) => {
    if (worker.isConnected()) worker.send(order, () => {});
  };
  worker.on('message', (report: Report) => {
    if (report.report === 'waiting') send({ order: 'start', configuration, accept });
    if (report.report === 'ready') settleReady(report.url);
    if (report.report === 'told') waiting.get(report.id)?.(report.text);
  });
  // A pipe to a process that is gone breaks; that it is gone is told by its end.
  worker.on('error', () => {});
  const ended = endOf(worker).finally(() => settleReady(undefined));
  return {
    processId: worker.process.pid ?? 0,
    ready,
    ended,
    ask: (question) => {
      asked += 1;
      const id = asked;
      return new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('a worker does not answer')), ANSWER_MS);
        waiting.set(id, resolve);
        void ended.then(() => reject(new Error('a worker has ended')));
        send({ order: 'tell', question, id });
        timer.unref();
      }).finally(() => waiting.delete(id));
    },
    stop: (leaving) => send({ order: 'stop', leaving }),
    kill: () => void worker.process.kill('SIGKILL'),
  };
}

async function endOf(worker: Worker): Promise<number> {
  const [code] = (await once(worker, 'exit')) as [number | null];
  return code ?? EXIT.failed;
}

/** What a worker does when its parent says so. */
export interface WorkerDuties {
  start(configuration: Configuration, accept: readonly string[]): Promise<string | undefined>;
  tell(question: Question): Promise<string>;
  stop(leaving?: Leaving): void;
}

/** In a worker: obeys its parent, and stops when that is gone. */
export function obeyParent(duties: WorkerDuties): void {
  const send = (report: Report) => void process.send?.(report, undefined, undefined, () => {});
  process.on('message', (order: Order) => {
    if (order.order === 'stop') duties.stop(order.leaving);
    if (order.order === 'tell')
      void duties.tell(order.question).then((text) => send({ report: 'told', id: order.id, text }));
    if (order.order === 'start')
      void duties.start(order.configuration, order.accept).then((url) => {
        if (url !== undefined) send({ report: 'ready', url });
      });
  });
  process.on('disconnect', () => duties.stop());
  send({ report: 'waiting' });
}
