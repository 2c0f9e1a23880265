import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Against clients that send much, or slowly, or never; times in milliseconds. Bodies have their own bounds where they are read. */
export interface ServerLimits {
  /** Octets of request line and headers. Beyond: 431. */
  readonly headerOctets: number;
  /** How many headers. Beyond: 431. */
  readonly headers: number;
  /** Characters of the request's target. Beyond: 414. */
  readonly urlLength: number;
  /** Until all headers, and the whole request, must have come. Beyond: 408. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Between two requests of a connection. */
  readonly idleTimeoutMs: number;
  /** Without an octet in either direction, while a request is under way: somebody has gone, or does not read. */
  readonly silenceTimeoutMs: number;
  /** After so many requests a connection ends with its answer. */
  readonly requestsPerConnection: number;
  /** Open connections, and those of one address; what comes beyond is closed at once. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
}

/** An authorization request fits well; whoever runs a service for the public sets their own. */
export const SERVER_LIMITS: ServerLimits = {
  headerOctets: 16_384,
  headers: 100,
  urlLength: 10_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 30_000,
  silenceTimeoutMs: 120_000,
  requestsPerConnection: 10_000,
  connections: 10_000,
  connectionsPerAddress: 10_000,
};

/**
 * Connections that the kernel may hold until they are accepted; it takes `net.core.somaxconn` where that is less. With Node's 511 a rush
 * fills it within one turn of the loop, and then the kernel drops what a client has sent already: it comes again seconds later, too late for
 * {@link ServerLimits.headersTimeoutMs}.
 */
export const BACKLOG = 4_096;

export type GuardedBy = 'connections' | 'url' | 'headers';

/** For Node's constructor: what its parser and its own watch can do. */
export function serverOptionsOf(limits: ServerLimits) {
  return {
    maxHeaderSize: limits.headerOctets,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    // How often that watch looks; a deadline is late by as much.
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
    requireHostHeader: true,
  };
}

/** Holds connections to their bounds. Before any other listener for connections. */
export function guardConnections(
  server: Server,
  limits: ServerLimits,
  refused: (by: GuardedBy) => void,
): void {
  // Node drops what is beyond without a word; one more than may be shows that there was more.
  server.maxHeadersCount = limits.headers + 1;
  server.maxRequestsPerSocket = limits.requestsPerConnection;
  server.maxConnections = limits.connections;
  server.timeout = limits.silenceTimeoutMs;
  server.on('drop', () => refused('connections'));
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.connectionsPerAddress) {
      refused('connections');
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

/** Answers a request whose target or headers are beyond the bounds; true if so. */
export function refuseTooLong(
  request: IncomingMessage,
  response: ServerResponse,
  { limits, refused }: { readonly limits: ServerLimits; readonly refused: (by: GuardedBy) => void },
): boolean {
  const long = (request.url?.length ?? 0) > limits.urlLength;
  if (!long && request.rawHeaders.length <= 2 * limits.headers) return false;
  refused(long ? 'url' : 'headers');
  // RFC 9110 section 15.5.15, RFC 6585 section 5. Nobody honest sends such a thing: nothing more is heard from this connection.
  const status = long ? 414 : 431;
  response.writeHead(status, { 'Content-Length': 0, 'Cache-Control': 'no-store', Connection: 'close' }).end();
  return true;
}
