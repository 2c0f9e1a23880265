import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '@kazasu/server/clock';
import { answer } from './answer.ts';
import { createDoor, type Door, ownHosts } from './door.ts';
import { Hold } from './hold.ts';
import { agentReaders, type ReaderHouse } from './house.ts';
import { Pairing } from './pairing.ts';
import type { AgentEvent, AgentParts } from './parts.ts';
import { Sockets } from './socket.ts';
import { Watch } from './watch.ts';

export type { AgentEvent } from './parts.ts';

export interface AgentOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Whose pages are served, as {@link parseOrigin} gives them. */
  readonly origins: readonly string[];
  readonly house: ReaderHouse;
  readonly clock: Clock;
  readonly tell: (event: AgentEvent) => void;
}

export interface Agent {
  /** `http://127.0.0.1:4020` */
  readonly url: string;
  /** Takes every card out of every hand, and resolves when they have lost their power. */
  close(): Promise<void>;
}

/** Against clients that send much, slowly, or never; a page needs two sockets and a few questions. */
const LIMITS = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  // Who names no host is hung up on like everybody else, and not answered.
  requireHostHeader: false,
};
const CONNECTIONS_MAX = 64;
/** How many different strangers are told of. */
const STRANGERS_MAX = 20;

/** Listens on this computer's own two addresses and nowhere else. Rejects with Node's error, such as EADDRINUSE. */
export async function openAgent(options: AgentOptions): Promise<Agent> {
  const { house, clock, tell } = options;
  let hosts: readonly string[] = [];
  const door = createDoor(options.origins, () => hosts);
  const pairing = new Pairing({
    clock,
    show: (code, endsAt) => tell({ event: 'code', code, endsAt }),
    burnt: (origin) => tell({ event: 'burnt', origin }),
  });
  const watch = new Watch(house);
  const hold = new Hold(house, () => {
    tell(hold.held === undefined ? { event: 'released' } : { event: 'held', ...hold.held });
    sockets.changed();
  });
  const parts: AgentParts = { pairing, hold, watch, readers: () => agentReaders(house), tell };
  const sockets = new Sockets(parts);
  const handlers = handlersFor(parts, sockets, door);
  const first = await listen(options.port, '127.0.0.1', handlers);
  const { port } = first.address() as AddressInfo;
  const servers = [first];
  try {
    servers.push(...(await listenBeside(port, handlers)));
  } catch (error) {
    first.close();
    throw error;
  }
  hosts = ownHosts(port);
  const url = `http://127.0.0.1:${port}`;
  tell({ event: 'listening', url });
  pairing.requestCode();
  return { url, close: () => closeAll(servers, sockets, hold) };
}

interface Handlers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

function handlersFor(parts: AgentParts, sockets: Sockets, door: Door): Handlers {
  const strangers = new Set<string | null>();
  const admit = (request: IncomingMessage): string | undefined => {
    const origin = door(request);
    const said = request.headers.origin?.slice(0, 100) ?? null;
    if (origin === undefined && strangers.size < STRANGERS_MAX && !strangers.has(said)) {
      strangers.add(said);
      parts.tell({ event: 'refused', origin: said });
    }
    return origin;
  };
  return {
    request: (request, response) => {
      const origin = admit(request);
      // Not a word: the page behind it learns what a closed port would tell it.
      if (origin === undefined) request.socket.destroy();
      else answer(parts, { origin, request, response }).catch(() => request.socket.destroy());
    },
    upgrade: (request, socket, head) => {
      const origin = admit(request);
      if (origin === undefined) socket.destroy();
      else sockets.upgrade(request, socket, head, origin);
    },
  };
}

async function listen(port: number, host: string, { request, upgrade }: Handlers): Promise<Server> {
  const server = createServer(LIMITS, request);
  server.maxConnections = CONNECTIONS_MAX;
  server.on('upgrade', upgrade);
  // Node would answer these by itself.
  server.on('clientError', (_, socket) => socket.destroy());
  server.on('checkContinue', request);
  server.on('checkExpectation', ({ socket }: IncomingMessage) => socket.destroy());
  server.listen({ port, host });
  await once(server, 'listening');
  return server;
}

/** The same port of ::1, where this computer has it; anybody else there would be taken for us. */
async function listenBeside(port: number, handlers: Handlers): Promise<Server[]> {
  try {
    return [await listen(port, '::1', handlers)];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [];
    throw error;
  }
}

async function closeAll(servers: readonly Server[], sockets: Sockets, hold: Hold): Promise<void> {
  hold.release();
  sockets.close();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await hold.settled();
}
