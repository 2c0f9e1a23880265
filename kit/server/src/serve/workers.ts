import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/index.ts';
import { randomOctets } from '../random/index.ts';
import type { Configuration } from './configuration.ts';
import { Dispatcher } from './dispatcher.ts';
import { EXIT } from './exit.ts';
import { labelled } from './labelled.ts';
import type { Leaving } from './node.ts';
import type { Unready } from './probe.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** How patient the first process is with its workers; milliseconds. */
export interface Patience {
  /** Until a worker must answer, or else it is ended. */
  readonly readyMs: number;
  /** From a worker's end to its successor, the first time; doubled with each end that follows soon. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** A worker that has answered for so long is no longer held against the next. */
  readonly steadyMs: number;
  /** Beyond its own deadline, until a worker that stops is ended. */
  readonly graceMs: number;
}

export const PATIENCE: Patience = {
  readyMs: 60_000,
  pauseMs: 250,
  longestPauseMs: 30_000,
  steadyMs: 30_000,
  graceMs: 5_000,
};

/** Milliseconds to wait after so many ends that followed soon on a beginning. */
export function pauseAfter(failures: number, { pauseMs, longestPauseMs }: Patience): number {
  return Math.min(longestPauseMs, pauseMs * 2 ** Math.min(failures, 16));
}

export interface WorkersOptions {
  readonly configuration: Configuration;
  readonly log: Log;
  readonly accept: readonly string[];
  readonly patience: Patience;
}

/** A place for one worker, which is never left empty for long. */
interface Place {
  readonly number: number;
  current: WorkerProcess | undefined;
  /** Ends that followed soon on a beginning. */
  failures: number;
}

/** The workers of one machine: as many as asked for, each in a process of its own, all on one port. */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #places: Place[];
  readonly #dispatcher: Dispatcher;
  #configuration: Configuration;
  #stopping = false;
  #replacing: Promise<void> = Promise.resolve();

  constructor(options: WorkersOptions) {
    this.#options = options;
    this.#configuration = options.configuration;
    const { workers: count, listen } = options.configuration.process;
    this.#dispatcher = new Dispatcher(listen);
    this.#places = Array.from({ length: count }, (_, at) => ({
      number: at + 1,
      current: undefined,
      failures: 0,
    }));
  }

  /**
   * Begins with one worker, which brings the schema forward; the others follow. Resolves to the address, or to the exit code of a
   * first worker that refused to start; rejects with Node's error where the port cannot be listened on.
   */
  start(): Promise<string | number> {
    const began = this.#begin();
    const after = () => {};
    // Whoever asks for others meanwhile gets them afterwards.
    this.#replacing = began.then(after, after);
    return began;
  }

  async #begin(): Promise<string | number> {
    const [first, ...others] = this.#places;
    if (first === undefined) return EXIT.failed;
    const worker = this.#startWorker(this.#configuration, this.#options.accept);
    first.current = worker;
    const began = await this.#begun(worker);
    if (began === undefined) {
      await this.#dispatcher.fault();
      return (await worker.ended) === EXIT.refused ? EXIT.refused : EXIT.failed;
    }
    this.#keep(first, worker);
    await Promise.all(others.map((place) => this.#fill(place)));
    return began;
  }

  async readiness(): Promise<Unready | undefined> {
    if (this.#stopping) return 'draining';
    const answers = await Promise.all(
      this.#live().map((worker) => worker.ask('readiness').catch(() => 'starting')),
    );
    if (answers.length === 0) return 'starting';
    // One that can answer is enough for requests to come: the others get none.
    return answers.includes('') ? undefined : answers[0];
  }

  async metrics(): Promise<string> {
    const texts = await Promise.all(
      this.#places.map(async ({ number, current }) => {
        const text = await current?.ask('metrics').catch(() => '');
        return { worker: number, text: text ?? '' };
      }),
    );
    return labelled(texts);
  }

  /** One after the other: a successor answers before its predecessor is stopped. Stops at the first that does not begin. */
  replaceAll(configuration: Configuration): Promise<void> {
    this.#replacing = this.#replacing.then(() => this.#replace(configuration));
    return this.#replacing;
  }

  async #replace(configuration: Configuration): Promise<void> {
    const { log } = this.#options;
    const before = this.#configuration;
    this.#configuration = configuration;
    for (const place of this.#places) {
      if (this.#stopping) return;
      const predecessor = place.current;
      const successor = this.#startWorker(configuration);
      if ((await this.#begun(successor)) === undefined) {
        this.#configuration = before;
        log.error('reload.failed', { reason: 'a worker did not begin with the new configuration' });
        return;
      }
      place.current = successor;
      this.#keep(place, successor);
      await this.#end(predecessor, 'replaced');
    }
    log.info('reload.done', { count: this.#places.length });
  }

  /** Stops all at once. Resolves to whether each finished what was under way. */
  async stop(): Promise<boolean> {
    this.#stopping = true;
    this.#dispatcher.closeWithLast();
    const codes = await Promise.all(this.#places.map(({ current }) => this.#end(current)));
    this.#dispatcher.close();
    return codes.every((code) => code === EXIT.done);
  }

  kill(): void {
    for (const worker of this.#live()) worker.kill();
  }

  #startWorker(configuration: Configuration, accept: readonly string[] = []): WorkerProcess {
    return startWorker({ configuration, accept, dispatcher: this.#dispatcher });
  }

  #live(): WorkerProcess[] {
    return this.#places.flatMap(({ current }) => current ?? []);
  }

  async #end(worker: WorkerProcess | undefined, leaving: Leaving = 'for-good'): Promise<number> {
    if (worker === undefined) return EXIT.done;
    const { stop } = this.#configuration.process;
    worker.stop(leaving);
    const longest = stop.announceMs + stop.drainMs + this.#options.patience.graceMs;
    const timer = setTimeout(() => worker.kill(), longest);
    const code = await worker.ended;
    clearTimeout(timer);
    return code;
  }

  /** The address once it answers; undefined, and ended, if it does not. */
  async #begun(worker: WorkerProcess): Promise<string | undefined> {
    const timer = setTimeout(() => worker.kill(), this.#options.patience.readyMs);
    const url = await worker.ready;
    clearTimeout(timer);
    return url;
  }

  /** Watches over the worker of a place, and finds it a successor when it ends by itself. */
  #keep(place: Place, worker: WorkerProcess): void {
    const { log, patience } = this.#options;
    log.info('worker.ready', { count: place.number, processId: worker.processId });
    const steady = setTimeout(() => {
      place.failures = 0;
    }, patience.steadyMs).unref();
    void worker.ended.then((code) => {
      clearTimeout(steady);
      if (place.current !== worker) return;
      place.current = undefined;
      if (this.#stopping) return;
      log.error('worker.ended', { code: String(code), processId: worker.processId });
      void this.#fill(place, true);
    });
  }

  /** Tries until there is a worker, with a pause that grows: what keeps one from starting would keep a hundred. */
  async #fill(place: Place, afterEnd = false): Promise<void> {
    let wait = afterEnd;
    while (!this.#stopping) {
      if (wait) await this.#pause(place);
      if (this.#stopping || place.current !== undefined) return;
      const worker = this.#startWorker(this.#configuration);
      place.current = worker;
      if ((await this.#begun(worker)) !== undefined) return this.#keep(place, worker);
      if (place.current === worker) place.current = undefined;
      this.#options.log.error('worker.failed', { attempt: place.failures, processId: worker.processId });
      wait = true;
    }
  }

  async #pause(place: Place): Promise<void> {
    const pause = pauseAfter(place.failures, this.#options.patience);
    place.failures += 1;
    // Workers that fell together do not come back together.
    await sleep(pause * (1 + (randomOctets(1)[0] ?? 0) / 1024), undefined, { ref: false });
  }
}
