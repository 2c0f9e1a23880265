import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { BACKLOG } from '../http/index.ts';

/** A worker, as far as it takes connections. */
export interface Taker {
  /** Sends it over; that it has come is told by {@link Dispatcher.taken}. A process that is gone gets nothing, and fails at nothing. */
  take(id: number, connection: Socket): void;
}

export interface DispatcherOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds that a connection may be nobody's. */
  readonly heldMs?: number;
  /** How many may be nobody's; more are closed at once. */
  readonly mostHeld?: number;
}

/** A connection that was accepted, and that no worker has said to have. */
interface Held {
  readonly id: number;
  readonly connection: Socket;
  /** On its way to this one. */
  taker?: Taker;
  timer?: NodeJS.Timeout;
}

const HELD_MS = 5_000;
const MOST_HELD = 1_024;

/**
 * The one port of several workers. Each connection goes to the next worker that has taken the one before: so nobody gets many because
 * it is quick, and a slow one gets few. The first process keeps its own end until the worker has it, and gives those that a dead worker
 * had not taken to another. Nothing is read from them here. None stays nobody's for long: it is closed, and its client knows.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #server: Server;
  readonly #held = new Map<number, Held>();
  /** Ids of those that are on their way to nobody, oldest first. */
  #waiting: number[] = [];
  readonly #takers = new Set<Taker>();
  /** Those that could take one now, in turn. */
  readonly #free = new Set<Taker>();
  #listening: Promise<number> | undefined;
  #closing = false;
  #last = 0;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    // As a server of HTTP would: small answers are not held back.
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (connection) =>
      this.#accept(connection),
    );
    this.#server.maxConnections = options.mostHeld ?? MOST_HELD;
  }

  /** How many connections are nobody's yet. */
  get held(): number {
    return this.#held.size;
  }

  /** Resolves to the port; rejects with Node's error. The first call listens. */
  listen(): Promise<number> {
    this.#listening ??= this.#listen();
    return this.#listening;
  }

  /** Rejects where it could not listen. */
  async fault(): Promise<void> {
    await this.#listening;
  }

  async #listen(): Promise<number> {
    const { host, port } = this.#options;
    this.#server.listen({ host, port, backlog: BACKLOG });
    await once(this.#server, 'listening');
    // A connection that cannot be accepted is not the end of the others.
    this.#server.on('error', () => {});
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on this one gets its turns. */
  add(taker: Taker): void {
    this.#takers.add(taker);
    this.#free.add(taker);
    this.#deal();
  }

  /** This one has it. */
  taken(taker: Taker, id: number): void {
    const held = this.#held.get(id);
    if (held?.taker === taker) this.#release(held);
    if (this.#takers.has(taker)) this.#free.add(taker);
    this.#deal();
  }

  /** This one gets no more. The last one gets all that wait, if it is closing. */
  leave(taker: Taker): void {
    const last = this.#closing && this.#takers.size === 1 && this.#takers.has(taker);
    if (last) {
      this.#server.close();
      for (const id of this.#waiting.splice(0)) this.#give(id, taker);
    }
    this.#takers.delete(taker);
    this.#free.delete(taker);
  }

  /** This one has ended, and all that it said was heard: what it had not taken is another's. */
  ended(taker: Taker): void {
    this.leave(taker);
    const back = [...this.#held.values()].filter((held) => held.taker === taker);
    for (const held of back) delete held.taker;
    this.#waiting.unshift(...back.map(({ id }) => id));
    this.#deal();
  }

  /** The next one to leave may be the last: listens no more after that. */
  closeWithLast(): void {
    this.#closing = true;
    if (this.#takers.size === 0) this.close();
  }

  close(): void {
    this.#closing = true;
    this.#server.close();
    for (const held of [...this.#held.values()]) this.#release(held);
    this.#waiting = [];
  }

  #accept(connection: Socket): void {
    this.#last += 1;
    const held: Held = { id: this.#last, connection };
    // Nobody reads it here: what happens to it is the matter of whoever has it.
    connection.on('error', () => {});
    held.timer = setTimeout(() => this.#giveUp(held), this.#options.heldMs ?? HELD_MS);
    this.#held.set(held.id, held);
    this.#waiting.push(held.id);
    this.#deal();
  }

  #deal(): void {
    for (const taker of this.#free) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      this.#give(id, taker);
    }
  }

  #give(id: number, taker: Taker): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    held.taker = taker;
    this.#free.delete(taker);
    taker.take(id, held.connection);
  }

  /** A worker that has it after all still has its own end. */
  #giveUp(held: Held): void {
    const { taker } = held;
    if (taker === undefined) this.#waiting = this.#waiting.filter((id) => id !== held.id);
    this.#release(held);
    if (taker !== undefined) this.taken(taker, held.id);
  }

  /** Closes the first process's end. */
  #release({ id, connection, timer }: Held): void {
    clearTimeout(timer);
    this.#held.delete(id);
    connection.destroy();
  }
}
