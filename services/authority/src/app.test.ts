import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVENT_BODIES, type EventName, PATHS, type ResidentList } from './api.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  OPTIONS,
  PINS,
  somebody,
  testAuthority,
  VERIFIER,
} from './testing/authority.ts';
import { BODIES, holder } from './testing/life.ts';

const authority = await testAuthority();

async function problem(response: Response): Promise<[number, string]> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const body = (await response.json()) as { error: string; message: string };
  assert.equal(typeof body.message, 'string');
  return [response.status, body.error];
}

const STATUS_ROUTES = [
  ['POST', PATHS.ocsp],
  ['GET', `${PATHS.ocsp}/MAAA`],
  ['GET', '/crl/00/whole'],
  ['POST', PATHS.serialLinks],
  ['GET', PATHS.trust],
  ['POST', PATHS.consents],
  ['POST', PATHS.latestItems],
  ['GET', PATHS.ownUsage],
] as const;

const COUNTER_ROUTES = [
  ['POST', PATHS.cards],
  ['POST', '/admin/residents/person-1/renewals'],
  ['GET', '/admin/residents/person-1/certificates'],
  ['POST', '/admin/certificates/00/00/revocation'],
  ['POST', PATHS.applications],
  ['GET', PATHS.residents],
  ['GET', '/admin/residents/person-1'],
  ...Object.keys(EVENT_BODIES).map((event) => ['POST', `/admin/residents/person-1/events/${event}`] as const),
] as const;

/** Their refusals have the form of every service's administration. */
const ADMINISTRATION_ROUTES = [
  ['GET', PATHS.verifiers],
  ['POST', PATHS.verifiers],
  ['DELETE', '/admin/verifiers/somebody'],
  ['GET', '/admin/verifiers/somebody/usage'],
  ['GET', PATHS.audit],
  ['GET', PATHS.auditHead],
  ['GET', PATHS.auditVerification],
  ['GET', '/admin/administrators'],
  ['POST', '/admin/proposals'],
  ['POST', '/admin/proposals/some/approval'],
] as const;
const ADMINISTRATION = /^\/admin\/(?:verifiers|audit|administrators|proposals)(?:\/|$)/;

test('every route but the health check wants the token of its side', async () => {
  const wrong = [undefined, '', 'x', `${VERIFIER}x`, VERIFIER.slice(0, -1)];
  const sides = [
    [STATUS_ROUTES, ADMIN, 'authority', 'unauthorized'],
    [COUNTER_ROUTES, VERIFIER, 'authority', 'unauthorized'],
    [ADMINISTRATION_ROUTES, VERIFIER, 'admin', 'admin/token'],
  ] as const;
  for (const [routes, otherSide, realm, code] of sides) {
    for (const [method, path] of routes) {
      for (const token of [...wrong, otherSide]) {
        const response = await authority.ask(token, path, { method });
        assert.equal(response.headers.get('www-authenticate'), `Bearer realm="${realm}"`);
        assert.deepEqual(await problem(response), [401, code], `${method} ${path}`);
      }
    }
  }
});

test('no route is open but those that are meant to be, also if nobody wrote it down here', async () => {
  const open = [PATHS.health, PATHS.phoneCertificates, PATHS.phoneEnds, PATHS.withdrawals];
  const isOpen = (path: string) => open.includes(path as never) || /^\/(?:counter|ui)(?:\/|$)/.test(path);
  const closed = authority.app.routes.filter(({ method, path }) => method !== 'ALL' && !isOpen(path));
  assert.ok(closed.length > STATUS_ROUTES.length);
  for (const { method, path } of closed) {
    const address = path.replaceAll(/:\w+(?:\{[^}]*\})?/g, '00');
    assert.deepEqual(
      await problem(await authority.ask(undefined, address, { method })),
      [401, ADMINISTRATION.test(path) ? 'admin/token' : 'unauthorized'],
      path,
    );
  }
});

test('the right token is let in, on every route', async () => {
  for (const [method, path] of STATUS_ROUTES) {
    assert.notEqual((await authority.ask(VERIFIER, path, { method })).status, 401, path);
  }
  for (const [method, path] of [...COUNTER_ROUTES, ...ADMINISTRATION_ROUTES]) {
    assert.notEqual((await authority.ask(ADMIN, path, { method })).status, 401, path);
  }
});

test('anybody may ask whether the service lives', async () => {
  const response = await authority.ask(undefined, PATHS.health);
  assert.equal(response.status, 200);
});

test('an unknown route, and a known one with another method, is a 404 in JSON', async () => {
  const routes = [
    [undefined, 'GET', '/'],
    [undefined, 'GET', '/nothing/here'],
    [undefined, 'POST', '/healthz'],
    [ADMIN, 'GET', '/admin/cards'],
    [ADMIN, 'GET', '/admin/nothing'],
    [VERIFIER, 'GET', '/v1/nothing'],
    [VERIFIER, 'DELETE', PATHS.ocsp],
  ] as const;
  for (const [token, method, path] of routes) {
    const response = await authority.ask(token, path, { method });
    assert.deepEqual(await problem(response), [404, 'not_found'], `${method} ${path}`);
  }
});

test('bodies of another type, form or size are refused', async () => {
  const json = { 'content-type': 'application/json' };
  const send = (token: string, path: string, headers: Record<string, string>, body: string) =>
    authority.ask(token, path, { method: 'POST', headers, body });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.deepEqual(await problem(await send(ADMIN, PATHS.cards, form, 'a=b')), [415, 'media_type']);
  assert.deepEqual(await problem(await send(ADMIN, PATHS.cards, json, '{')), [400, 'request_invalid']);
  assert.deepEqual(await problem(await send(ADMIN, PATHS.cards, json, '{}')), [400, 'request_invalid']);
  const long = JSON.stringify({ filler: 'x'.repeat(50_000) });
  assert.deepEqual(await problem(await send(ADMIN, PATHS.cards, json, long)), [413, 'too_large']);
  assert.deepEqual(await problem(await send(VERIFIER, PATHS.serialLinks, json, long)), [413, 'too_large']);
  assert.deepEqual(await problem(await send(VERIFIER, PATHS.serialLinks, json, '{"serial":1}')), [
    400,
    'request_invalid',
  ]);
  const ocsp = { 'content-type': 'application/ocsp-request' };
  assert.deepEqual(await problem(await send(VERIFIER, PATHS.ocsp, json, '{}')), [415, 'media_type']);
  assert.deepEqual(await problem(await send(VERIFIER, PATHS.ocsp, ocsp, 'x'.repeat(8193))), [
    413,
    'too_large',
  ]);
  assert.equal((await send(VERIFIER, PATHS.ocsp, ocsp, 'x'.repeat(8192))).status, 200);
});

test('every event takes JSON of its own form and size, and names a resident', async () => {
  const { resident } = await holder(authority);
  const json = { 'content-type': 'application/json' };
  for (const event of Object.keys(EVENT_BODIES)) {
    const path = (id: string) => `/admin/residents/${id}/events/${event}`;
    const send = (id: string, headers: Record<string, string>, body: string) =>
      authority.ask(ADMIN, path(id), { method: 'POST', headers, body });
    const own = resident.residentId;
    assert.deepEqual(await problem(await send(own, {}, '{}')), [415, 'media_type'], event);
    for (const body of ['{', '[]', 'null', '{"unknown":1}']) {
      assert.deepEqual(await problem(await send(own, json, body)), [400, 'request_invalid'], event);
    }
    const long = JSON.stringify({ filler: 'x'.repeat(70_000) });
    assert.deepEqual(await problem(await send(own, json, long)), [413, 'too_large'], event);
    const body = JSON.stringify(BODIES[event as EventName]);
    for (const nobody of ['nobody', 'NOT-AN-ID', 'x%00']) {
      assert.deepEqual(await problem(await send(nobody, json, body)), [404, 'resident_unknown'], event);
    }
  }
});

test('no route reads more than its bound', async () => {
  const body = JSON.stringify({ filler: 'x'.repeat(70_000) });
  for (const [token, path] of [
    [undefined, PATHS.phoneCertificates],
    [undefined, PATHS.phoneEnds],
    [undefined, PATHS.withdrawals],
    [VERIFIER, PATHS.consents],
    [VERIFIER, PATHS.latestItems],
    [ADMIN, PATHS.applications],
    [ADMIN, PATHS.verifiers],
  ] as const) {
    const headers = { 'content-type': 'application/json' };
    const send = (text: string, type: object = headers) =>
      authority.ask(token, path, { method: 'POST', headers: { ...type }, body: text });
    const long = path === PATHS.verifiers ? 'http/too-large' : 'too_large';
    assert.deepEqual(await problem(await send(body)), [413, long], path);
    assert.deepEqual(await problem(await send('{')), [400, 'request_invalid'], path);
    assert.deepEqual(await problem(await send('{}')), [400, 'request_invalid'], path);
    assert.deepEqual(
      await problem(await send('{}', { 'content-type': 'text/plain' })),
      [415, 'media_type'],
      path,
    );
  }
});

test('the counter turns the pages of its residents', async () => {
  const own = await testAuthority();
  for (let i = 0; i < 201; i++) {
    const resident = { ...somebody(), residentId: `r-${String(i).padStart(3, '0')}` };
    await own.post(ADMIN, PATHS.applications, { resident, signature: false });
  }
  const page = async (after: string) => {
    const response = await own.ask(ADMIN, `${PATHS.residents}${after}`);
    const { residents, more } = (await response.json()) as ResidentList;
    return [residents.length, residents.at(-1), more];
  };
  assert.deepEqual(await page(''), [200, { residentId: 'r-199', status: 'resident' }, true]);
  assert.deepEqual(await page('?after=r-199'), [1, { residentId: 'r-200', status: 'resident' }, false]);
  assert.deepEqual(await problem(await own.ask(ADMIN, `${PATHS.residents}?after=A`)), [
    400,
    'request_invalid',
  ]);
});

test('answers are kept by nobody and shown by nobody', async () => {
  for (const [token, path] of [
    [VERIFIER, PATHS.trust],
    [undefined, '/nothing'],
    [undefined, PATHS.trust],
  ] as const) {
    const { headers } = await authority.ask(token, path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test('a fault inside is answered without a word about it, and its code is logged', async () => {
  const broken = await testAuthority();
  await broken.store.run('DROP TABLE authority_certificate');
  const response = await broken.ask(ADMIN, '/admin/residents/person-1/certificates');
  const text = await response.clone().text();
  assert.deepEqual(await problem(response), [500, 'internal']);
  assert.doesNotMatch(text, /authority_certificate|SELECT/i);
  const logged = broken.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.ok(logged.some(({ event, code }) => event === 'request.failed' && code === 'store/statement'));
});

test('a store that is away is told as that: the request may be tried again', async () => {
  const away = await testAuthority();
  await away.store.close();
  const response = await away.ask(ADMIN, '/admin/residents/person-1/certificates');
  assert.deepEqual(await problem(response), [503, 'unavailable']);
  assert.match(away.lines.join(''), /store\/unavailable/);
});

test('no name, number, PIN, serial number, path or token is logged, whatever happens', async () => {
  const resident = somebody();
  await authority.post(ADMIN, PATHS.cards, { resident, options: OPTIONS });
  await authority.post(ADMIN, PATHS.cards, { resident, options: OPTIONS });
  await authority.post(ADMIN, PATHS.cards, { resident: { ...resident, birthdate: 'x' }, options: OPTIONS });
  await authority.post(ADMIN, `/admin/residents/${resident.residentId}/renewals`, CHILD_OPTIONS);
  const listed = await authority.certificates(resident.residentId);
  for (const { id } of listed) {
    await authority.post(ADMIN, `/admin/certificates/${id.issuerKeyId}/${id.serial}/revocation`, {
      reason: 'superseded',
    });
    await authority.post(VERIFIER, PATHS.serialLinks, id);
  }
  for (const [event, body] of Object.entries(BODIES)) {
    await authority.post(ADMIN, `/admin/residents/${resident.residentId}/events/${event}`, body);
  }
  const log = authority.lines.join('');
  assert.match(log, /card\.personalised/);
  assert.match(log, /"route":"\/admin\/residents\/:residentId\/renewals"/);
  const secrets = [
    resident.name,
    resident.address,
    resident.myNumber,
    resident.birthdate,
    resident.residentId,
  ];
  const serials = listed.map(({ id }) => id.serial);
  for (const secret of [...secrets, ...serials, PINS.signature, ADMIN, VERIFIER]) {
    assert.ok(!log.includes(secret), secret);
  }
});
