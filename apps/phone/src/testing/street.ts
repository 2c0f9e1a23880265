import { serveCard } from '@kazasu/reader/websocket/serve';
import { serve } from '@kazasu/server/http';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { WebSocketServer } from 'ws';
import { createPhone, type PhoneOptions } from '../serve.ts';
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
  /** As if the app had been built anew: another service worker is served from now on. */
  replaceWorker(text: string): void;
  /** As if the operator had changed whom the page may speak to; `undefined` answers with nothing of the kind. */
  changePolicy(change: (policy: string) => string | undefined): void;
  readonly card: TestCard;
  close(): Promise<void>;
}

export async function openStreet(
  options: Parameters<typeof createFakeProvider>[0] = {},
  card: TestCard = createTestCard(),
  pages: Pick<PhoneOptions, 'agentUrl' | 'authorityUrl'> = {},
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
  let worker: string | undefined;
  app.get('/sw.js', (context, next) =>
    worker === undefined ? next() : context.body(worker, 200, { 'content-type': 'text/javascript' }),
  );
  let changePolicy: ((policy: string) => string | undefined) | undefined;
  app.use(async (context, next) => {
    await next();
    const name = 'content-security-policy';
    const policy = context.res.headers.get(name);
    if (policy !== null && changePolicy !== undefined) context.header(name, changePolicy(policy));
  });
  app.route('/', createPhone({ providerBase: base, ...pages }));
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
    replaceWorker: (text) => {
      worker = text;
    },
    changePolicy: (change) => {
      changePolicy = change;
    },
    card,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await Promise.all([phone.close(), provider.close()]);
    },
  };
}
