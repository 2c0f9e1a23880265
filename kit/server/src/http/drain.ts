import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Drain {
  /**
   * Stops listening, waits until no request is under way or the deadline has passed, and then ends every connection that
   * is left: idle, upgraded or stuck. Idempotent.
   */
  close(): Promise<void>;
  /** How many requests were under way when the deadline passed. */
  cutOff(): number;
}

/** Prepares a graceful end. */
export function drain(server: Server, deadlineMs: number): Drain {
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let finished = () => {};
  let cut = 0;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (_request: IncomingMessage, answer: ServerResponse) => {
    answers.add(answer);
    answer.once('close', () => {
      answers.delete(answer);
      if (answers.size === 0) finished();
    });
  });
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Whoever keeps a connection alive must not send another request on it.
    for (const answer of answers) if (!answer.headersSent) answer.setHeader('Connection', 'close');
    if (answers.size > 0)
      await answered(deadlineMs, (resolve) => {
        finished = resolve;
      });
    cut = answers.size;
    for (const socket of sockets) socket.destroy();
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

async function answered(deadlineMs: number, whenFinished: (resolve: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    whenFinished(resolve);
    timer = setTimeout(resolve, deadlineMs);
  });
  clearTimeout(timer);
}
