import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Connections, takeConnections } from './connections.ts';
import { drain } from './drain.ts';
import {
  BACKLOG,
  type GuardedBy,
  guardConnections,
  refuseTooLong,
  SERVER_LIMITS,
  type ServerLimits,
  serverOptionsOf,
} from './guard.ts';
import { answerMisdirected, type HostGuard, hostGuard, loopbackHosts, toOriginForm } from './host-guard.ts';

export type DirectHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  handOver: () => void,
) => void;

export interface ServeOptions {
  /** Address to listen on; `localhost` binds loopback only. */
  readonly hostname: string;
  /** 0 takes any free port. */
  readonly port: number;
  /**
   * The values of `Host` that are answered, with the port where clients write it; all others get 421 before any
   * handler. When not given: loopback's own names for a server on loopback, every one for another. A server on
   * loopback behind a proxy needs the public name here, or in `publicHosts`.
   */
  readonly hosts?: readonly string[];
  /** On loopback, where `hosts` is not given: what is answered beside loopback's own names. */
  readonly publicHosts?: readonly string[];
  /**
   * Sees every request that is meant for this server before the app does, for the few routes where the app's own
   * objects cost more than the work; hands over, untouched, what it does not take.
   */
  readonly direct?: DirectHandler;
  /** How long {@link RunningServer.close} waits for requests under way; 5 seconds when not given. */
  readonly drainMs?: number;
  /** What is not given is as in {@link SERVER_LIMITS}. */
  readonly limits?: Partial<ServerLimits>;
  /** Hears of each connection and request that was refused by them. */
  readonly onRefused?: (by: GuardedBy) => void;
  /** Where another process listens, in place of `hostname` and `port`. */
  readonly connections?: Connections | undefined;
}

export interface RunningServer {
  /** The port that is really listened on. */
  readonly port: number;
  /** `http://hostname:port`, without a slash at the end. */
  readonly url: string;
  /** For `upgrade`, whose listeners must ask {@link RunningServer.isMeant} first. Upgraded connections are their owner's; `close` ends those that are left. */
  readonly server: Server;
  /** Whether a request names a host that this server answers to. Plain requests are asked already. */
  readonly isMeant: HostGuard;
  /** Takes no new requests, lets those under way finish until the deadline, ends every connection. */
  close(): Promise<void>;
  /** How many requests the deadline of {@link RunningServer.close} cut off. */
  cutOff(): number;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** Starts to listen; rejects with Node's error, such as EADDRINUSE, when that is impossible. */
export async function serve(app: Pick<Hono, 'fetch'>, options: ServeOptions): Promise<RunningServer> {
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    // Leaves the global Request and Response as they are: other code in the process relies on them.
    overrideGlobalObjects: false,
  });
  // The port may be known only once it is listened on; nothing is accepted before.
  let isMeant: HostGuard = () => false;
  const { direct, connections } = options;
  const limits = { ...SERVER_LIMITS, ...options.limits };
  const refused = options.onRefused ?? (() => {});
  const server = createServer(serverOptionsOf(limits), (request, response) => {
    if (refuseTooLong(request, response, { limits, refused })) return;
    if (!isMeant(request)) {
      answerMisdirected(response);
      return;
    }
    toOriginForm(request);
    if (direct) direct(request, response, () => void listener(request, response));
    else void listener(request, response);
  });
  guardConnections(server, limits, refused);
  const { close, cutOff } = drain(server, {
    deadlineMs: options.drainMs ?? 5_000,
    stopTaking: async () => connections?.close(),
  });
  const port = await (connections === undefined
    ? listen(server, options)
    : takeConnections(server, connections));
  isMeant = guardOf(options, port);
  return { port, url: `http://${hostOf(options.hostname)}:${port}`, server, isMeant, close, cutOff };
}

function guardOf({ hostname, hosts, publicHosts = [] }: ServeOptions, port: number): HostGuard {
  if (hosts !== undefined) return hostGuard(hosts);
  return LOOPBACK.has(hostname) ? hostGuard([...loopbackHosts(port), ...publicHosts]) : () => true;
}

function listen(server: Server, { hostname, port }: ServeOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: hostname, port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function hostOf(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}
