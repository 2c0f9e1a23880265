import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './index.ts';

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
      '',
      '# HELP kazasu_provider_plain_total Without labels.',
      '# TYPE kazasu_provider_plain_total counter',
      'kazasu_provider_plain_total 1',
      '',
    ].join('\n'),
  );
  assert.match(metrics.contentType, /^text\/plain; version=0\.0\.4/);
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
