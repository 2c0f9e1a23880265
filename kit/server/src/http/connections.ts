import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Where a server's connections come from when another process listens. */
export interface Connections {
  /** Begins to hand them over; resolves to the port that is listened on, or rejects with Node's error of listening. */
  open(take: (socket: Socket) => void): Promise<number>;
  /** Resolves when all that were on their way are handed over, and no more will come. */
  close(): Promise<void>;
}

/** Lets the server answer on what comes from there; resolves to the port. */
export function takeConnections(server: Server, connections: Connections): Promise<number> {
  // What Node does where it listens itself: time is looked after from here on, and connections are counted.
  server.emit('listening');
  let open = 0;
  return connections.open((socket) => {
    if (open >= server.maxConnections) {
      socket.destroy();
      server.emit('drop');
      return;
    }
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    // As for accepted ones: whoever has said all may still wait for the answer.
    socket.allowHalfOpen = true;
    server.emit('connection', socket);
  });
}
