import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { drain } from './drain.ts';

export interface ServeOptions {
  /** Address to listen on; `localhost` binds loopback only. */
  readonly hostname: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How long {@link RunningServer.close} waits for requests under way; 5 seconds when not given. */
  readonly drainMs?: number;
}

export interface RunningServer {
  /** The port that is really listened on. */
  readonly port: number;
  /** `http://hostname:port`, without a slash at the end. */
  readonly url: string;
  /** For `upgrade`. Upgraded connections are their owner's; `close` ends those that are left. */
  readonly server: Server;
  /** Takes no new requests, lets those under way finish until the deadline, ends every connection. */
  close(): Promise<void>;
}

/** Against clients that send much, or slowly, or never. Bodies have their own bounds where they are read. */
const LIMITS = {
  /** Bytes of request line and headers; an authorization request fits well. Beyond: 431. */
  maxHeaderSize: 16_384,
  /** Milliseconds until all headers, and the whole request, must have come. Beyond: 408. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  requireHostHeader: true,
};
const MOST_HEADERS = 100;

/** Starts to listen; rejects with Node's error, such as EADDRINUSE, when that is impossible. */
export async function serve(app: Pick<Hono, 'fetch'>, options: ServeOptions): Promise<RunningServer> {
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    // Leaves the global Request and Response as they are: other code in the process relies on them.
    overrideGlobalObjects: false,
  });
  const server = createServer(LIMITS, listener);
  server.maxHeadersCount = MOST_HEADERS;
  const close = drain(server, options.drainMs ?? 5_000);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://${hostOf(options.hostname)}:${port}`, server, close };
}

function listen(server: Server, { hostname, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: hostname, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function hostOf(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}
