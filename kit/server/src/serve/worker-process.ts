/** A worker as the first process sees it. */
import { type ChildProcess, fork } from 'node:child_process';
import { environment } from '../config/index.ts';
import type { Configuration } from './configuration.ts';
import type { Dispatcher, Taker } from './dispatcher.ts';
import { EXIT } from './exit.ts';
import { keptSmall } from './memory.ts';
import type { Order, Question, Report } from './messages.ts';
import type { Leaving } from './node.ts';
import { WORKER_VARIABLE } from './parent.ts';

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

export interface WorkerOptions {
  readonly configuration: Configuration;
  readonly accept: readonly string[];
  /** Where its connections come from, once it is ready. */
  readonly dispatcher: Dispatcher;
}

const ANSWER_MS = 2_000;

/** The same program with the same words, which finds in its environment that it is a worker. */
export function startWorker({ configuration, accept, dispatcher }: WorkerOptions): WorkerProcess {
  const [, program = '', ...words] = process.argv;
  const { execArgv, env } = keptSmall(process.execArgv, environment());
  const child = fork(program, words, { execArgv, env: { ...env, [WORKER_VARIABLE]: '1' } });
  const waiting = new Map<number, (text: string) => void>();
  let asked = 0;
  let settleReady: (url: string | undefined) => void = () => {};
  const ready = new Promise<string | undefined>((resolve) => {
    settleReady = resolve;
  });
  const send = (order: Order) => void (child.connected && child.send(order, () => {}));
  const taker: Taker = {
    // The first process's own end stays open: only the worker's word says that it has arrived.
    take: (id, connection) => {
      const order: Order = { order: 'take', id };
      if (child.connected) child.send(order, connection, { keepOpen: true }, () => {});
    },
  };
  const serve = () =>
    dispatcher.listen().then(
      (port) => send({ order: 'serve', port }),
      // Told by whoever began the first worker.
      () => child.kill('SIGKILL'),
    );
  child.on('message', (report: Report) => {
    if (report.report === 'taken') dispatcher.taken(taker, report.id);
    else if (report.report === 'waiting') send({ order: 'start', configuration, accept });
    else if (report.report === 'opened') void serve();
    else if (report.report === 'told') waiting.get(report.id)?.(report.text);
    else if (report.report === 'leaving') {
      dispatcher.leave(taker);
      send({ order: 'no-more' });
    } else {
      dispatcher.add(taker);
      settleReady(report.url);
    }
  });
  // A pipe to a process that is gone breaks; that it is gone is told by its end.
  child.on('error', () => {});
  const ended = endOf(child).then((code) => {
    dispatcher.ended(taker);
    settleReady(undefined);
    return code;
  });
  return {
    processId: child.pid ?? 0,
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
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Its exit may be known before its last words are read: `close` comes after both. A program that cannot even be started has only that. */
function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('close', (code: number | null) => resolve(code ?? EXIT.failed));
    child.once('error', () => child.pid === undefined && resolve(EXIT.failed));
  });
}
