import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFlood } from '@kazasu/conformance/flood';
import { NO_PROXIES } from '@kazasu/server/http';
import { type Door, LimitSettings, openDoor } from '@kazasu/server/limit';
import { silentLog } from '@kazasu/server/log';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as v from 'valibot';

const BODY = JSON.stringify({ error: 'too_many_requests' });
const HEADERS = {
  'Content-Type': 'application/json',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Retry-After': '1',
  'Content-Length': BODY.length,
};
const refuse = (response: ServerResponse) => void response.writeHead(429, HEADERS).end(BODY);

/** A server that refuses whatever comes. */
export interface Refusing {
  readonly name: string;
  readonly listener: RequestListener;
  close(): void;
}

/** Nothing but the answer. */
export function bareRefusing(): Refusing {
  return { name: 'node:http', listener: (_request, response) => refuse(response), close: () => {} };
}

export function peerRefusing(): Refusing {
  const limiter = new RateLimiterMemory({ points: 1, duration: 3_600 });
  return {
    name: 'rate-limiter-flexible',
    listener: (request, response) =>
      void limiter.consume(request.socket.remoteAddress ?? '').then(
        () => response.end(),
        () => refuse(response),
      ),
    close: () => {},
  };
}

/** The door before a service; `pauseMs` as in its settings. */
export function ownRefusing(pauseMs: number): Refusing {
  const door = doorWith({ pauseMs, perAddress: { perSecond: 1, burst: 1 } }, () => 1_000);
  return {
    name: 'kazasu',
    listener: (request, response) => door.handle(request, response, () => response.end()),
    close: () => door.close(),
  };
}

function doorWith(settings: v.InferInput<typeof LimitSettings>, ticks?: () => number): Door {
  const parsed = v.parse(LimitSettings, settings);
  return openDoor(
    { settings: parsed, forwarding: NO_PROXIES, log: silentLog, ...(ticks && { ticks }) },
    undefined,
  );
}

/** Microseconds of the server's thread for an answer, while somebody asks without end from another thread. */
export async function costOf(refusing: Refusing, ms: number): Promise<number> {
  const server = createServer(refusing.listener);
  await once(server.listen({ host: '127.0.0.1', port: 0 }), 'listening');
  const { port } = server.address() as AddressInfo;
  const before = process.threadCpuUsage();
  const flood = await startFlood({
    port,
    requests: [`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n`],
    connections: 400,
  });
  await sleep(ms);
  const { statuses } = await flood.stop();
  const { user, system } = process.threadCpuUsage(before);
  server.closeAllConnections();
  await once(server.close(), 'close');
  refusing.close();
  const refused = statuses['429'] ?? 0;
  if (refused === 0) throw new Error(`${refusing.name} refused nobody`);
  return (user + system) / refused;
}

/** What the door adds to so many requests that are let in: a stand-in for the socket's two objects costs next to nothing. */
export function admit(door: Door, times: number): Promise<void> {
  const request = {
    url: '/',
    method: 'GET',
    headers: {},
    complete: true,
    socket: { remoteAddress: '10.0.0.1' },
  };
  let done = 0;
  return new Promise((resolve) => {
    const one = () => {
      const ends: (() => void)[] = [];
      const response = { once: (_event: string, end: () => void) => void ends.push(end) };
      door.handle(request as unknown as IncomingMessage, response as unknown as ServerResponse, () => {});
      for (const end of ends) end();
      done += 1;
    };
    // A few in each round of the loop, as requests come.
    const some = () => {
      for (let i = 0; i < 16 && done < times; i += 1) one();
      if (done < times) setImmediate(some);
      else resolve();
    };
    some();
  });
}

export function openAdmitting(): Door {
  return doorWith({ perAddress: { perSecond: 1_000_000, burst: 1_000_000 } });
}
