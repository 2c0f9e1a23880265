import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '../mask/index.ts';
import type { ExchangeEvent, InspectedEvent, StoredEvent } from '../record/event.ts';
import { inOrder, placeOf, type Row, rowsOf } from './diagram.ts';

const EXCHANGE: ExchangeEvent = {
  kind: 'exchange',
  route: 'userinfo',
  from: 'relying-party',
  to: 'provider',
  method: 'GET',
  path: '/api/realms/main/protocol/openid-connect/userinfo',
  query: [],
  requestHeaders: [],
  request: { form: 'none' },
  status: 200,
  answerHeaders: [],
  answer: { form: 'none' },
  durationMs: 2,
};

const at = (id: string, event: InspectedEvent, time = 0, count = 1): StoredEvent => ({
  id,
  at: time,
  until: time,
  count,
  event,
});
const location = (address: string): Field => ({
  name: 'location',
  value: { kind: 'address', address, query: [] },
});
const call = (to: 'authority' | 'phone'): InspectedEvent => ({
  kind: 'call',
  from: 'provider',
  to,
  method: 'POST',
  path: '/ocsp',
  status: 200,
  durationMs: 1,
});

/** A row in a few characters. */
function told(row: Row): string {
  if (row.kind === 'mark') return `${row.number} [${row.what}]${row.failed ? '!' : ''}`;
  if (row.kind === 'inferred') return `${row.from}~${row.to} ${row.what}`;
  if (row.kind === 'arrow')
    return `${row.number} ${row.from}>${row.to} ${row.label}${row.count > 1 ? ` x${row.count}` : ''}`;
  return `${row.from}<${row.to} ${row.status}${row.tells === '' ? '' : ` ${row.tells}`}${row.failed ? '!' : ''}`.replace(
    '<',
    '>',
  );
}

test('what happens within a request stands between its arrow and its answer, and what comes of it behind', () => {
  const proof: ExchangeEvent = {
    ...EXCHANGE,
    route: 'app',
    step: 'proof',
    from: 'phone',
    answer: { form: 'json', fields: [{ name: 'state', value: { kind: 'text', text: 'proved' } }] },
  };
  const rows = rowsOf([
    at('a', proof),
    at('a.1', call('authority')),
    at('a.2', { kind: 'verdict' }),
    at('a.3', { kind: 'state', state: 'proved' }),
  ]);
  assert.deepEqual(rows.map(told), [
    '1 phone>provider GET /proof',
    '2 provider>authority POST /ocsp',
    'authority>provider 200',
    '3 [accepted]',
    'provider>phone 200 proved',
    '4 [proved]',
  ]);
});

test('requests at the same time are drawn one after the other', () => {
  const rows = rowsOf([
    at('a', EXCHANGE, 1),
    at('b', EXCHANGE, 2),
    at('a.1', call('authority'), 3),
    at('b.1', { kind: 'state', state: 'x' }, 4),
  ]);
  assert.deepEqual(rows.map(told), [
    '1 relying-party>provider GET /userinfo',
    '2 provider>authority POST /ocsp',
    'authority>provider 200',
    'provider>relying-party 200',
    '3 relying-party>provider GET /userinfo',
    'provider>relying-party 200',
    '4 [x]',
  ]);
});

test('while a sandbox plays the phone, the phone’s requests stand within the one that it is for', () => {
  const choose: ExchangeEvent = {
    ...EXCHANGE,
    route: 'authorize',
    from: 'browser',
    method: 'GET',
    path: '/auth',
    durationMs: 50,
    status: 303,
    answerHeaders: [location('https://rp.example/cb')],
  };
  const open: ExchangeEvent = { ...EXCHANGE, route: 'app', step: 'open', from: 'phone', method: 'POST' };
  const events = [
    at('a', choose, 100),
    at('a.1', call('phone'), 101),
    at('b', open, 110),
    at('a.2', { kind: 'state', state: 'finished', outcome: 'approved' }, 150),
    at('c', EXCHANGE, 200),
  ];
  assert.deepEqual(rowsOf(events).map(told), [
    'relying-party~browser redirect',
    '1 browser>provider GET /auth',
    '2 provider>phone POST /ocsp',
    'phone>provider 200',
    'browser~phone link',
    '3 phone>provider POST /open',
    'provider>phone 200',
    'provider>browser 303 → redirect_uri',
    'browser~relying-party callback',
    '4 [finished]',
    '5 relying-party>provider GET /userinfo',
    'provider>relying-party 200',
  ]);
  assert.deepEqual(
    inOrder(events).map(({ id }) => id),
    ['a', 'a.1', 'b', 'a.2', 'c'],
    'numbered as drawn',
  );
});

test('polls are one arrow with their number, and refusals say what they are', () => {
  const refused: ExchangeEvent = {
    ...EXCHANGE,
    status: 401,
    error: { error: 'invalid_token', description: 'Session expired' },
  };
  assert.deepEqual(rowsOf([at('p.0', EXCHANGE, 0, 7), at('r', refused)]).map(told), [
    '1 relying-party>provider GET /userinfo x7',
    'provider>relying-party 200',
    '2 relying-party>provider GET /userinfo',
    'provider>relying-party 401 invalid_token!',
  ]);
});

test('no answer of the authority is drawn as that', () => {
  const silent: InspectedEvent = {
    kind: 'call',
    from: 'provider',
    to: 'authority',
    method: 'GET',
    path: '/crl',
    durationMs: 9,
  };
  assert.deepEqual(rowsOf([at('a', silent)]).map(told), [
    '1 provider>authority GET /crl',
    'authority>provider undefined!',
  ]);
});

test('lanes stand in equal distances, and none at the edge', () => {
  assert.deepEqual(
    (['relying-party', 'browser', 'provider', 'phone', 'authority'] as const).map(placeOf),
    [10, 30, 50, 70, 90],
  );
});

test('nothing to draw is nothing', () => {
  assert.deepEqual(rowsOf([]), []);
});
