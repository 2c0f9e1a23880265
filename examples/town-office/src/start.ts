import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { createTownOffice, type TownOfficeOptions } from './site.ts';

export interface RunningTownOffice {
  /** Where browsers reach the site. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the site on loopback, on the port of its origin. Rejects with Node's error, such as EADDRINUSE. */
export async function start(options: TownOfficeOptions): Promise<RunningTownOffice> {
  const { port } = new URL(options.origin);
  const server = createAdaptorServer({ fetch: createTownOffice(options).fetch });
  server.listen(Number(port || 80), 'localhost');
  await once(server, 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  };
  return { url: options.origin, close };
}
