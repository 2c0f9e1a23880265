import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { apiHeaders, pageHeaders } from './headers.ts';

test('pages allow nothing inline, nothing from elsewhere, and no frame', async () => {
  const app = new Hono();
  app.use(pageHeaders({ connect: ['ws://localhost:4002'], formAction: ['https://rp.example'] }));
  app.get('/', (c) => c.html('page'));
  app.get('/asset', (c) => c.body('', 200, { 'Cache-Control': 'immutable' }));
  const { headers } = await app.request('/');
  const policy = headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "connect-src 'self' ws://localhost:4002",
    "form-action 'self' https://rp.example",
  ]) {
    assert.ok(policy.split('; ').includes(part), part);
  }
  assert.ok(!policy.includes('unsafe'));
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal((await app.request('/asset')).headers.get('cache-control'), 'immutable');
});

test('answers to programs are kept by no cache, whatever the handler said, errors included', async () => {
  const app = new Hono();
  app.use(apiHeaders());
  app.get('/', (c) => c.json({}, 200, { 'Cache-Control': 'max-age=60' }));
  app.get('/fault', () => {
    throw new Error('fault');
  });
  app.onError((_error, c) => c.json({ error: 'server_error' }, 500));
  for (const path of ['/', '/fault', '/absent']) {
    const { headers } = await app.request(path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
    assert.equal(headers.get('pragma'), 'no-cache', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
  }
});
