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
  const { time, durationMs, requestId, ...line } = JSON.parse(lines[0] ?? '');
  assert.equal(typeof durationMs, 'number');
  assert.match(requestId, /^[\w-]{8}-[0-9a-z]+$/);
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

test('every line that is written for a request has its id, and no other’s', async () => {
  const lines: string[] = [];
  const log = createLog({ service: 'test', destination: { write: (line) => void lines.push(line) } });
  const app = new Hono();
  app.use(requestLog(log));
  const both = Promise.withResolvers<void>();
  let waiting = 0;
  app.get('/:who', async (context) => {
    const clientId = context.req.param('who');
    log.info('began', { clientId });
    waiting += 1;
    if (waiting === 2) both.resolve();
    await both.promise;
    log.info('ended', { clientId });
    return context.text('');
  });
  await Promise.all([
    app.request('/a', { headers: { 'x-request-id': 'chosen' } }),
    app.request('/b', { headers: { 'x-request-id': 'chosen' } }),
  ]);
  log.info('outside');
  const told = lines.map((line) => JSON.parse(line));
  const idOf = (who: string) =>
    new Set(told.filter(({ clientId }) => clientId === who).map((line) => line.requestId));
  assert.deepEqual([idOf('a').size, idOf('b').size], [1, 1]);
  assert.notDeepEqual(idOf('a'), idOf('b'));
  const requests = new Set(told.filter(({ event }) => event === 'request').map((line) => line.requestId));
  assert.deepEqual(requests, new Set([...idOf('a'), ...idOf('b')]));
  assert.equal(told.at(-1).requestId, undefined);
  assert.doesNotMatch(lines.join(), /chosen/);
});
