import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Prepares a graceful end. The returned function stops listening, waits until no request is under way or the
 * deadline has passed, and then ends every connection that is left: idle, upgraded or stuck.
 */
export function drain(server: Server, deadlineMs: number): () => Promise<void> {
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let finished = () => {};
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
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
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
