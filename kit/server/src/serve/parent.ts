/** The first process as a worker sees it. */
import type { Socket } from 'node:net';
import { environment } from '../config/index.ts';
import type { Connections } from '../http/index.ts';
import type { Configuration } from './configuration.ts';
import type { Order, Question, Report } from './messages.ts';
import type { Leaving } from './node.ts';

/** Not a setting: in a process that nobody started as a worker it is refused like any name that is not known. */
export const WORKER_VARIABLE = 'KAZASU_WORKER';

export function isWorker(): boolean {
  return environment()[WORKER_VARIABLE] !== undefined && process.send !== undefined;
}

/** What a worker does when its parent says so. */
export interface WorkerDuties {
  start(
    configuration: Configuration,
    options: { readonly accept: readonly string[]; readonly connections: Connections },
  ): Promise<string | undefined>;
  tell(question: Question): Promise<string>;
  stop(leaving?: Leaving): void;
}

/** Obeys the parent, and stops when that is gone. */
export function obeyParent(duties: WorkerDuties): void {
  const handed = new HandedConnections();
  process.on('message', (order: Order, socket?: Socket) => {
    if (order.order === 'take') handed.take(order.id, socket);
    else if (order.order === 'stop') duties.stop(order.leaving);
    else if (order.order === 'tell')
      void duties.tell(order.question).then((text) => send({ report: 'told', id: order.id, text }));
    else if (order.order === 'start')
      void duties.start(order.configuration, { accept: order.accept, connections: handed }).then((url) => {
        if (url !== undefined) send({ report: 'ready', url });
      });
    else if (order.order === 'serve') handed.begun(order.port);
    else handed.ended();
  });
  process.on('disconnect', () => {
    handed.ended();
    duties.stop();
  });
  send({ report: 'waiting' });
}

/** `then` gets whether it was written. */
function send(report: Report, then: (error: Error | null) => void = () => {}): void {
  process.send?.(report, undefined, undefined, then);
}

/** The connections that the parent accepts and hands over. */
class HandedConnections implements Connections {
  readonly #port = Promise.withResolvers<number>();
  readonly #end = Promise.withResolvers<void>();
  #take: (socket: Socket) => void = () => {};

  open(take: (socket: Socket) => void): Promise<number> {
    this.#take = take;
    send({ report: 'opened' });
    return this.#port.promise;
  }

  async close(): Promise<void> {
    if (process.connected) send({ report: 'leaving' });
    else this.#end.resolve();
    await this.#end.promise;
  }

  begun(port: number): void {
    this.#port.resolve(port);
  }

  ended(): void {
    this.#end.resolve();
  }

  /** It is read from only when the parent has been told: from then on nobody else will get it. */
  take(id: number, socket: Socket | undefined): void {
    send({ report: 'taken', id }, (error) => {
      // A parent that is gone gives it to nobody else.
      if (error !== null && process.connected) socket?.destroy();
      else if (socket !== undefined) this.#take(socket);
    });
  }
}
