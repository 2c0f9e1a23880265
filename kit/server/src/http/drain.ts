import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Drain {
  /**
   * Takes no more connections, waits until no request is under way or the deadline has passed, and then ends every connection that
   * is left: idle, upgraded or stuck. Idempotent.
   */
  close(): Promise<void>;
  /** How many requests were under way when the deadline passed. */
  cutOff(): number;
}

export interface DrainOptions {
  /** Milliseconds that requests under way have. */
  readonly deadlineMs: number;
  /** Resolves when no more connections will come. */
  stopTaking(): Promise<void>;
}

/** How long the first request of a new connection may take to come: whoever opened it before the end began is asking just now. */
const FIRST_REQUEST_MS = 500;

/** Prepares a graceful end. */
export function drain(server: Server, options: DrainOptions): Drain {
  const held = new Held(server);
  let cut = 0;
  const close = async () => {
    held.endAfterAnswers();
    await options.stopTaking();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await held.quiet(options.deadlineMs);
    cut = held.answers.size;
    for (const socket of held.sockets) socket.destroy();
    await closed;
  };
  let closing: Promise<void> | undefined;
  return {
    close: () => {
      closing ??= close();
      return closing;
    },
    cutOff: () => cut,
  };
}

/** What a server has in hand. */
class Held {
  readonly sockets = new Set<Socket>();
  readonly answers = new Set<ServerResponse>();
  /** Connections on which nothing was asked yet. */
  readonly #fresh = new Set<Socket>();
  #ending = false;
  #changed = () => {};

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => this.#begin(socket));
    server.prependListener('request', (request: IncomingMessage, answer: ServerResponse) =>
      this.#asked(request.socket, answer),
    );
  }

  /** Whoever keeps a connection alive must not send another request on it. */
  endAfterAnswers(): void {
    this.#ending = true;
    for (const answer of this.answers) if (!answer.headersSent) answer.setHeader('Connection', 'close');
  }

  /** Resolves when nothing is under way, at the latest after so many milliseconds. */
  quiet(deadlineMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timers = [
        setTimeout(() => this.#forgetFresh(), Math.min(FIRST_REQUEST_MS, deadlineMs)),
        setTimeout(() => end(), deadlineMs),
      ];
      const end = () => {
        for (const timer of timers) clearTimeout(timer);
        resolve();
      };
      this.#changed = () => {
        if (this.answers.size === 0 && this.#fresh.size === 0) end();
      };
      this.#changed();
    });
  }

  #begin(socket: Socket): void {
    this.sockets.add(socket);
    this.#fresh.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      if (this.#fresh.delete(socket)) this.#changed();
    });
  }

  #asked(socket: Socket, answer: ServerResponse): void {
    this.#fresh.delete(socket);
    this.answers.add(answer);
    if (this.#ending) answer.setHeader('Connection', 'close');
    answer.once('close', () => {
      this.answers.delete(answer);
      this.#changed();
    });
  }

  #forgetFresh(): void {
    this.#fresh.clear();
    this.#changed();
  }
}
