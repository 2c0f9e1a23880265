import { serveCard } from '@kazasu/reader/websocket/serve';
import { serve } from '@kazasu/server/http';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { WebSocketServer } from 'ws';
import { createPhone } from '../serve.ts';
import { createFakeHolder, type FakeHolder } from './fake-holder.ts';
import { createFakeProvider, type FakeProvider } from './fake-provider.ts';
import { createTestCard, type TestCard } from './test-card.ts';

/** The app on a real port, with a provider on another one and one card in the box. */
export interface Street {
  readonly url: string;
  readonly providerOrigin: string;
  readonly fake: FakeProvider;
  /** The accounts at the same provider. */
  readonly holder: FakeHolder;
  readonly card: TestCard;
  close(): Promise<void>;
}

export async function openStreet(
  options: Parameters<typeof createFakeProvider>[0] = {},
  card: TestCard = createTestCard(),
): Promise<Street> {
  const door = new Hono();
  const provider = await serve(door, { hostname: 'localhost', port: 0 });
  const base = `${provider.url}/api`;
  const fake = createFakeProvider({ ...options, base });
  fake.cardKeys = card.publicKeys;
  const holder = createFakeHolder(base);
  holder.cardKeys = card.publicKeys;
  door.use(cors({ origin: '*', allowHeaders: ['authorization', 'content-type'] }));
  door.route('/', holder.app);
  door.all('*', (context) => fake.app.fetch(context.req.raw));

  const app = new Hono();
  const label = {
    id: 'hanako',
    name: '見本　花子',
    note: { ja: '一般的なカードです。', en: 'An ordinary card.' },
  };
  app.get('/box/cards', (context) => context.json([label]));
  app.route('/', createPhone({ providerBase: base }));
  const phone = await serve(app, { hostname: 'localhost', port: 0 });
  holder.origin = phone.url;
  const sockets = new WebSocketServer({ noServer: true });
  phone.server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (one) => serveCard(one, card.card)),
  );
  return {
    url: phone.url,
    providerOrigin: provider.url,
    fake,
    holder,
    card,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await Promise.all([phone.close(), provider.close()]);
    },
  };
}
