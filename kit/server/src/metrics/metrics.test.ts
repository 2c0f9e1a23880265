import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { requestMetrics } from '../http/index.ts';
import { memoryKeys, signingKeysIn } from '../keys/index.ts';
import { openStore } from '../store/index.ts';
import { createMetrics, meteredKeys, serviceMetrics } from './index.ts';

test('counters are exposed as Prometheus reads them', async () => {
  const metrics = createMetrics('provider');
  const logins = metrics.counter('logins_total', 'Logins that ended.', ['outcome']);
  logins.inc({ outcome: 'approved' });
  logins.inc({ outcome: 'approved' }, 2);
  logins.inc({ outcome: 'a "quoted"\nline' });
  metrics.counter('plain_total', 'Without labels.').inc();
  const text = await metrics.text();
  assert.equal(
    text,
    [
      '# HELP kazasu_provider_logins_total Logins that ended.',
      '# TYPE kazasu_provider_logins_total counter',
      'kazasu_provider_logins_total{outcome="approved"} 3',
      'kazasu_provider_logins_total{outcome="a \\"quoted\\"\\nline"} 1',
      '# HELP kazasu_provider_plain_total Without labels.',
      '# TYPE kazasu_provider_plain_total counter',
      'kazasu_provider_plain_total 1',
      '',
    ].join('\n'),
  );
  assert.match(metrics.contentType, /^text\/plain; version=0\.0\.4/);
});

test('a counter only grows, is there once, and is told before it counts unless its labels are not known', async () => {
  const metrics = createMetrics('a');
  const plain = metrics.counter('plain_total', 'Plain.');
  metrics.counter('labelled_total', 'Labelled.', ['role']);
  for (const by of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => plain.inc({}, by), RangeError);
  assert.throws(() => metrics.counter('plain_total', 'Again.'), TypeError);
  const lines = (await metrics.text()).split('\n').filter((line) => !line.startsWith('#'));
  assert.deepEqual(lines, ['kazasu_a_plain_total 0', '']);
});

test('instances do not see each other', async () => {
  createMetrics('a').counter('x_total', 'X.').inc();
  assert.equal((await createMetrics('a').text()).trim(), '');
});

test('labels are exactly the declared ones', () => {
  const counter = createMetrics('a').counter('x_total', 'X.', ['role']);
  assert.throws(() => counter.inc(), TypeError);
  assert.throws(() => counter.inc({ role: 'a', name: 'b' }), TypeError);
  assert.throws(() => counter.inc({ name: 'b' }), TypeError);
});

test('a label that takes endless values ends in one series', async () => {
  const metrics = createMetrics('a');
  const counter = metrics.counter('x_total', 'X.', ['client']);
  for (let i = 0; i < 500; i++) counter.inc({ client: `c${i}` });
  counter.inc({ client: 'c0' });
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('kazasu_a_x_total{'));
  assert.equal(lines.length, 201);
  assert.ok(lines.includes('kazasu_a_x_total{client="other"} 300'));
  assert.ok(lines.includes('kazasu_a_x_total{client="c0"} 2'));
});

test('a histogram is told as Prometheus reads it, under the name that every service has', async () => {
  const metrics = createMetrics('provider');
  const times = metrics.histogram('wait_seconds', 'Waiting.', { kind: ['a', 'b'] }, [0.1, 1]);
  const series = times.series({ kind: 'a' });
  for (const value of [0.1, 0.25, 5]) series.observe(value);
  assert.equal(times.series({ kind: 'a' }), series);
  assert.equal(metrics.histogram('wait_seconds', 'Waiting.', { kind: ['a', 'b'] }), times);
  metrics.counter('x_total', 'X.').inc();
  metrics.gauge('queue_length', 'Length.', { queue: ['q"'] }, () => [[{ queue: 'q"' }, 3]]);
  metrics.gauge('absent', 'Nothing to tell.', {}, () => undefined);
  metrics.total('spent_seconds_total', 'Spent.', {}, () => 1.5);
  assert.equal(
    await metrics.text(),
    [
      '# HELP kazasu_provider_x_total X.',
      '# TYPE kazasu_provider_x_total counter',
      'kazasu_provider_x_total 1',
      '# HELP kazasu_wait_seconds Waiting.',
      '# TYPE kazasu_wait_seconds histogram',
      'kazasu_wait_seconds_bucket{service="provider",kind="a",le="0.1"} 1',
      'kazasu_wait_seconds_bucket{service="provider",kind="a",le="1"} 2',
      'kazasu_wait_seconds_bucket{service="provider",kind="a",le="+Inf"} 3',
      'kazasu_wait_seconds_sum{service="provider",kind="a"} 5.35',
      'kazasu_wait_seconds_count{service="provider",kind="a"} 3',
      '# HELP kazasu_queue_length Length.',
      '# TYPE kazasu_queue_length gauge',
      'kazasu_queue_length{service="provider",queue="q\\""} 3',
      '# HELP kazasu_absent Nothing to tell.',
      '# TYPE kazasu_absent gauge',
      '# HELP kazasu_spent_seconds_total Spent.',
      '# TYPE kazasu_spent_seconds_total counter',
      'kazasu_spent_seconds_total{service="provider"} 1.5',
      '',
    ].join('\n'),
  );
});

test('a value that was not declared has no series of its own, and patterns end in one', async () => {
  const metrics = createMetrics('a');
  const closed = metrics.histogram('closed_seconds', 'C.', { kind: ['a'] }, [1]);
  for (let i = 0; i < 500; i++) closed.series({ kind: `person-${i}` as 'a' }).observe(1);
  const open = metrics.histogram('open_seconds', 'O.', { route: 'pattern' }, [1]);
  for (let i = 0; i < 500; i++) open.series({ route: `/r${i}` }).observe(1);
  open.series({ route: 'x'.repeat(500) }).observe(1);
  const lines = (await metrics.text()).split('\n');
  const counts = (name: string) => lines.filter((line) => line.startsWith(`kazasu_${name}_count`));
  assert.deepEqual(counts('closed_seconds'), ['kazasu_closed_seconds_count{service="a",kind="other"} 500']);
  assert.equal(counts('open_seconds').length, 201);
  assert.ok(counts('open_seconds').includes('kazasu_open_seconds_count{service="a",route="other"} 301'));
});

test('requests are measured by pattern and class of status, never by path', async () => {
  const metrics = createMetrics('a');
  const app = new Hono();
  app.use(requestMetrics(metrics));
  app.get('/people/:id', (context) => context.text('', context.req.param('id') === 'none' ? 404 : 200));
  app.get('/broken', () => {
    throw new Error('broken');
  });
  app.onError((_, context) => context.text('', 503));
  for (const path of ['/people/taro', '/people/hanako', '/people/none', '/broken', '/no/such/path']) {
    await app.request(path);
  }
  for (const method of ['BREW', 'STEAL']) await app.request('/people/taro', { method });
  const text = await metrics.text();
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('kazasu_http_request_duration_seconds_count'));
  assert.deepEqual(lines.sort(), [
    'kazasu_http_request_duration_seconds_count{service="a",method="GET",route="/*",status="4xx"} 1',
    'kazasu_http_request_duration_seconds_count{service="a",method="GET",route="/broken",status="5xx"} 1',
    'kazasu_http_request_duration_seconds_count{service="a",method="GET",route="/people/:id",status="2xx"} 2',
    'kazasu_http_request_duration_seconds_count{service="a",method="GET",route="/people/:id",status="4xx"} 1',
    'kazasu_http_request_duration_seconds_count{service="a",method="other",route="/*",status="4xx"} 2',
  ]);
  assert.match(text, /^kazasu_http_requests_in_flight\{service="a"\} 0$/m);
  assert.doesNotMatch(text, /taro|hanako|such|BREW/);
});

test('statements of a store are measured by their first word, and failures by their code', async () => {
  const store = await openStore({ file: ':memory:' });
  const metrics = serviceMetrics('a', store);
  await store.migrate('a', [{ id: 1, statements: ['CREATE TABLE a_x (id TEXT PRIMARY KEY)'] }]);
  const before = await metrics.text();
  await store.run("INSERT INTO a_x (id) VALUES ('secret')");
  await assert.rejects(store.run("INSERT INTO a_x (id) VALUES ('secret')"));
  await store.transaction((within) => within.run('SELECT id FROM a_x'));
  const text = await metrics.text();
  const count = (of: string, labels: string) => {
    const name = `kazasu_store_statement_duration_seconds_count{service="a",${labels}} `;
    return Number(
      of
        .split('\n')
        .find((line) => line.startsWith(name))
        ?.slice(name.length) ?? 0,
    );
  };
  const grown = (labels: string) => count(text, labels) - count(before, labels);
  assert.equal(grown('kind="insert",result="ok"'), 1);
  assert.equal(grown('kind="insert",result="store/constraint"'), 1);
  assert.equal(grown('kind="select",result="ok"'), 1);
  assert.equal(
    grown('kind="commit",result="ok"'),
    4,
    'one for each, nobody shares; the transaction is one within',
  );
  assert.match(text, /^kazasu_store_connections\{service="a",state="most"\} 1$/m);
  assert.match(text, /^kazasu_store_waiting\{service="a"\} 0$/m);
  assert.match(text, /^kazasu_event_loop_lag_seconds\{service="a",quantile="0\.99"\} \d/m);
  assert.match(text, /^kazasu_build_info\{service="a",version="[\w.]+"\} 1$/m);
  assert.doesNotMatch(text, /secret/);
  await store.close();
});

test('signatures are measured, failed ones too', async () => {
  const metrics = createMetrics('a');
  const keys = meteredKeys(signingKeysIn(memoryKeys()), metrics);
  const key = await keys.loadOrCreate('k', 'ec-p384');
  key.sign(Uint8Array.of(1));
  await key.signBeside(Uint8Array.of(1));
  key.begin().sign();
  const broken = { ...key, sign: () => assert.fail('broken') };
  const failing = meteredKeys({ ...keys, loadOrCreate: async () => broken }, metrics);
  const { sign } = await failing.loadOrCreate('k', 'ec-p384');
  assert.throws(() => sign(Uint8Array.of(1)), /broken/);
  const text = await metrics.text();
  assert.match(text, /^kazasu_key_operation_duration_seconds_count\{.*result="ok"\} 3$/m);
  assert.match(text, /^kazasu_key_operation_duration_seconds_count\{.*result="failed"\} 1$/m);
});
