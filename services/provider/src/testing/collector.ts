import { once } from 'node:events';
import { createServer } from 'node:http';

/** Where traces are sent: takes OTLP/HTTP in JSON, and keeps what came. */
export interface Collector {
  readonly url: string;
  /** The bodies so far, once the last batch is there. */
  spans(): Promise<string>;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    server.emit('batch');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    spans: async () => {
      await once(server, 'batch', { signal: AbortSignal.timeout(20_000) });
      return bodies.join('\n');
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
