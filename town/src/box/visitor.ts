import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;

/**
 * Why a connection may not reach a card; undefined when it may. A page says its origin and must be the phone's own; a
 * program says none. Without this rule any page in the browser could talk to the cards (the browser lets every
 * page open WebSockets to this machine).
 */
export function refusalOf(request: IncomingMessage, origin: string): string | undefined {
  if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) {
    return '403 Forbidden';
  }
  const said = request.headers.origin;
  return said === undefined || said === origin ? undefined : '403 Forbidden';
}

/** Ends an upgrade that is not granted. */
export function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
