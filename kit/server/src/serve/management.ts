/** The port for those who run the service: probes that tell why, and the counters. Never led to from outside. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, isProbe, PROBES, type Unready } from './probe.ts';

export interface Managed {
  readiness(): Promise<Unready | undefined>;
  metrics(): Promise<string>;
}

export interface Management {
  readonly port: number;
  close(): void;
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Rejects with Node's error when it cannot listen. */
export async function openManagement(
  { host, port }: { readonly host: string; readonly port: number },
  managed: Managed,
): Promise<Management> {
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 8_192 }, (request, response) => {
    respond(request, response, managed).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, managed: Managed): Promise<void> {
  if (isProbe(request, PROBES.live)) return answer(response, undefined);
  if (isProbe(request, PROBES.ready)) return answer(response, await managed.readiness());
  if (!isProbe(request, '/metrics')) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': CONTENT_TYPE }).end(await managed.metrics());
}
