import { createPhone } from '@kazasu/phone';
import { AGENT_DEFAULT_PORT } from '@kazasu/reader/agent';
import { Hono } from 'hono';
import { type Box, refuse } from '../box/index.ts';
import { type Ground, listen, type StartedService } from './ground.ts';

/** The phone's pages, with the card box beside them on the same origin. The pages must have been built. */
export async function startPhone(ground: Ground, box: Box): Promise<StartedService> {
  const phone = createPhone({
    providerBase: ground.urls.provider,
    agentUrl: `http://127.0.0.1:${ground.agentPort ?? AGENT_DEFAULT_PORT}`,
    authorityUrl: ground.urls.authority,
  });
  const app = new Hono().route('/', box.routes).route('/', phone);
  const server = await listen(app, ground.ports.phone);
  server.server.on('upgrade', (request, socket, head) =>
    server.isMeant(request) ? box.upgrade(request, socket, head) : refuse(socket, '421 Misdirected Request'),
  );
  return {
    server,
    close: async () => {
      box.close();
      await server.close();
    },
  };
}
