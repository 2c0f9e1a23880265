import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { ADMIN_PATHS, type ClientRegistration, type ClientView } from '@kazasu/provider/api';
import { serve } from '@kazasu/server/http';
import { Hono } from 'hono';
import { registerClient, registerOwn } from './client.ts';
import { TownError } from './error.ts';

const SITE: ClientRegistration = {
  clientId: 'SITE',
  kind: 'government',
  name: 'A site',
  redirectUris: ['http://localhost:4010/callback'],
  jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] },
  scopes: ['openid', 'name'],
};

/** An administration that remembers what it was asked; it refuses whoever has the wrong token or a taken id. */
async function administration(t: TestContext) {
  const clients = new Map<string, ClientView>();
  const asked: string[] = [];
  const app = new Hono();
  app.use(async (context, next) => {
    asked.push(context.req.method);
    if (context.req.header('authorization') === 'Bearer right') return next();
    return context.json({ error: 'admin/token', message: 'the admin token is missing or wrong' }, 401);
  });
  app.get(ADMIN_PATHS.clients, (context) => context.json([...clients.values()]));
  app.post(ADMIN_PATHS.clients, async (context) => {
    const client = { ...(await context.req.json()), createdAt: 1 } as ClientView;
    if (clients.has(client.clientId)) return context.json({ error: 'client/exists', message: 'taken' }, 409);
    clients.set(client.clientId, client);
    return context.json(client, 201);
  });
  app.put(ADMIN_PATHS.client, async (context) => {
    const client = { ...(await context.req.json()), createdAt: 1 } as ClientView;
    clients.set(context.req.param('clientId') ?? '', client);
    return context.json(client);
  });
  const server = await serve(app, { hostname: 'localhost', port: 0 });
  t.after(() => server.close());
  return { at: { provider: server.url, token: 'right' }, clients, asked };
}

test('the town’s own site is registered once, and left alone as long as nothing has changed', async (t) => {
  const { at, clients, asked } = await administration(t);
  await registerOwn(at, SITE);
  await registerOwn(at, SITE);
  assert.deepEqual(asked, ['GET', 'POST', 'GET']);
  assert.deepEqual([...clients.keys()], ['SITE']);
});

test('a site that moved to another port, or has another key, is changed in place', async (t) => {
  const { at, clients, asked } = await administration(t);
  await registerOwn(at, SITE);
  const moved = { ...SITE, redirectUris: ['http://localhost:5010/callback'] };
  await registerOwn(at, moved);
  assert.deepEqual(clients.get('SITE')?.redirectUris, moved.redirectUris);
  const rekeyed = { ...moved, jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'z', y: 'y' }] } };
  await registerOwn(at, rekeyed);
  assert.deepEqual(clients.get('SITE')?.jwks, rekeyed.jwks);
  assert.deepEqual(asked, ['GET', 'POST', 'GET', 'PUT', 'GET', 'PUT']);
});

test('a refusal is told with what the provider said', async (t) => {
  const { at } = await administration(t);
  await registerClient(at, SITE);
  const isRefusal = (said: RegExp) => (error: unknown) =>
    error instanceof TownError && error.code === 'town/client-refused' && said.test(error.message);
  await assert.rejects(registerClient(at, SITE), isRefusal(/409, client\/exists/));
  await assert.rejects(registerClient({ ...at, token: 'wrong' }, SITE), isRefusal(/401, admin\/token/));
});
