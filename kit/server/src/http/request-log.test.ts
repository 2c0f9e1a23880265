import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { createLog } from '../log/index.ts';
import { requestLog } from './request-log.ts';

function appWithLog(): { app: Hono; lines: string[] } {
  const lines: string[] = [];
  const app = new Hono();
  app.use(
    requestLog(createLog({ service: 'test', destination: { write: (line) => void lines.push(line) } })),
  );
  const inner = new Hono();
  inner.post('/cards/:id', (c) => c.text('secret answer', 201));
  app.route('/api', inner);
  app.get('/fault', () => {
    throw new Error('secret fault');
  });
  app.onError((_error, c) => c.text('', 500));
  return { app, lines };
}

test('a request is one line with method, pattern, status and duration, and nothing that it carried', async () => {
  const { app, lines } = appWithLog();
  await app.request('/api/cards/secret?code=secret', {
    method: 'POST',
    body: 'secret',
    headers: { 'User-Agent': 'secret' },
  });
  assert.equal(lines.length, 1);
  const { time, durationMs, ...line } = JSON.parse(lines[0] ?? '');
  assert.equal(typeof durationMs, 'number');
  assert.match(time, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(line, {
    level: 'info',
    service: 'test',
    event: 'request',
    method: 'POST',
    route: '/api/cards/:id',
    status: 201,
  });
});

test('unknown paths and faults are logged by pattern and status alone', async () => {
  const { app, lines } = appWithLog();
  await app.request('/secret/path');
  await app.request('/fault');
  assert.ok(!lines.join('').includes('secret'), lines.join(''));
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).status),
    [404, 500],
  );
});
