import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { addOperator, digestInfoOf, digestOf, Operator, Signer } from '../testing/signer.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let town: Signer;
const digest = digestOf('a document');

before(async () => {
  world = await createWorld();
  town = await Signer.create(world, 'town', { kind: 'government' });
});
after(() => world.close());
beforeEach(async () => {
  await world.store.run('DELETE FROM provider_sign_transaction');
  world.lines.length = 0;
});

async function kept(): Promise<number> {
  return (await world.store.run('SELECT id FROM provider_sign_transaction')).length;
}

const refusal = ({ status, body }: { status: number; body: Readonly<Record<string, unknown>> }) => ({
  status,
  error: body.error,
});

test('one digest, or several, becomes a transaction with an id of its own', async () => {
  for (const body of [
    { digest },
    { digest: digestInfoOf('a document'), document_name: '申請書.pdf' },
    { documents: [{ digest }, { digest, name: '二' }] },
    { documents: Array.from({ length: 16 }, () => ({ digest, name: '名'.repeat(100) })) },
  ]) {
    const answer = await town.create(body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.deepEqual(Object.keys(answer.body), ['sign_transaction_id', 'expires_in']);
    assert.match(String(answer.body.sign_transaction_id), /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
  assert.equal(await kept(), 4);
});

test('what is to be signed is sealed at rest: no digest and no name stands in the store', async () => {
  await town.create({ digest, document_name: '見本花子の委任状.pdf' });
  const text = JSON.stringify(await world.store.run('SELECT * FROM provider_sign_transaction'), (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const secret of [digest, Buffer.from(digest, 'base64').toString('latin1'), '委任状', 'pdf']) {
    assert.ok(!text.includes(secret) && !text.includes(Buffer.from(secret).toString('latin1')), secret);
  }
});

test('only the client’s own token, with the scope sign, creates one', async () => {
  const none = await world.provider.app.request('/api/sign-transactions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ digest }),
  });
  assert.equal(none.status, 401);
  assert.match(none.headers.get('www-authenticate') ?? '', /^Bearer realm="main", error="invalid_token"/);
  for (const token of ['x', 'a.b.c', `${await town.ownToken()}x`]) {
    assert.deepEqual(refusal(await town.create({ digest }, token)), { status: 401, error: 'invalid_token' });
  }
  const hanako = await world.personalise({ residentId: 'own-token', myNumber: '999000000083' });
  const id = await town.transaction();
  const person = await town.sign(id, hanako);
  assert.deepEqual(refusal(await town.create({ digest }, person)), {
    status: 403,
    error: 'insufficient_scope',
  });
  const late = await town.ownToken();
  world.clock.advance(5 * 60_000);
  assert.deepEqual(refusal(await town.create({ digest }, late)), { status: 401, error: 'invalid_token' });
});

test('a client that was removed, or may not sign any more, creates none with the token it still has', async () => {
  const client = await Signer.create(world, 'leaving', { kind: 'government' });
  const token = await client.ownToken();
  const row = `UPDATE provider_client SET document = replace(document, '"sign"', '"name"') WHERE client_id = 'leaving'`;
  await world.store.run(row);
  assert.deepEqual(refusal(await client.create({ digest }, token)), {
    status: 403,
    error: 'insufficient_scope',
  });
  await world.store.run(`DELETE FROM provider_client WHERE client_id = 'leaving'`);
  assert.deepEqual(refusal(await client.create({ digest }, token)), { status: 401, error: 'invalid_token' });
  assert.equal(await kept(), 0);
});

test('a private client without a platform operator, or whose operator has no key now, has nothing signed', async () => {
  const lonely = await Signer.create(world, 'lonely');
  const refused = { status: 403, error: 'unauthorized_client' };
  assert.deepEqual(refusal(await lonely.create({ digest })), refused);
  const gone = await Signer.create(world, 'orphan', { platformOperator: 'never-was' });
  assert.deepEqual(refusal(await gone.create({ digest })), refused);
  const operator = new Operator('unreachable');
  const { jwks: _, ...rest } = operator.registration();
  // A port of this machine where nobody listens.
  await addOperator(world, { ...rest, jwksUri: 'http://127.0.0.1:9/jwks' });
  const waiting = await Signer.create(world, 'waiting', { platformOperator: 'unreachable' });
  assert.deepEqual(refusal(await waiting.create({ digest })), {
    status: 503,
    error: 'temporarily_unavailable',
  });
  assert.equal(await kept(), 0);
});

test('no document can arrive: every other member, value, length and kind of body is refused', async () => {
  const marker = 'MARKER-OF-A-DOCUMENT';
  const long = Buffer.from(`${marker}${marker}${marker}${marker}`).toString('base64');
  const bodies: unknown[] = [
    {},
    [],
    null,
    marker,
    { document: marker },
    { digest, document: marker },
    { digest, content: long },
    { digest, file: long, document_name: 'x' },
    { digest, name: marker },
    { digest, documents: [{ digest }] },
    { digest: long },
    { digest: `${digest}${digest}` },
    { digest: marker },
    { digest: { value: digest, document: marker } },
    { digest: [digest] },
    { digest, document_name: marker.repeat(6) },
    { digest, document_name: '' },
    { digest, document_name: { text: marker } },
    { digest, document_name: `a\u202e${marker}` },
    { documents: [] },
    { documents: { digest } },
    { documents: [digest] },
    { documents: [{ digest, content: marker }] },
    { documents: [{ digest, document_name: marker }] },
    { documents: [{ digest }], document: marker },
    { documents: Array.from({ length: 17 }, () => ({ digest })) },
    { documents: [{ digest }, { digest: long }] },
    `{"digest":"${digest}","__proto__":{"document":"${marker}"}}`,
    `{"digest":"${digest}"} ${marker}`,
    `{"digest":"${digest}"`,
  ];
  const token = await town.ownToken();
  for (const body of bodies) {
    const answer = await town.create(body, token);
    assert.deepEqual(refusal(answer), { status: 400, error: 'invalid_request' }, JSON.stringify(body));
    assert.ok(!JSON.stringify(answer.body).includes(marker));
  }
  for (const name of [
    'pdf',
    'octet-stream',
    'x-www-form-urlencoded',
    'xml',
    'jose',
    'json; charset=shift_jis',
    'json+x',
  ]) {
    const answer = await post(token, JSON.stringify({ digest }), `application/${name}`);
    assert.equal(answer.status, 415, name);
  }
  const multipart = new FormData();
  multipart.set('file', new Blob([marker]), 'contract.pdf');
  const init = { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: multipart };
  assert.equal((await world.provider.app.request('/api/sign-transactions', init)).status, 415);
  const large = JSON.stringify({ digest, document_name: 'x', padding: marker.repeat(1_000) });
  assert.equal((await post(token, large)).status, 413);
  assert.equal((await post(token, randomBytes(100_000))).status, 413);
  assert.equal((await post(token, randomBytes(1_000))).status, 400);
  for (const method of ['PUT', 'PATCH', 'GET', 'DELETE']) {
    const answer = await world.provider.app.request('/api/sign-transactions', { method });
    assert.equal(answer.status, 405, method);
  }
  assert.equal(await kept(), 0, 'nothing of it is stored');
  assert.ok(world.lines.length > bodies.length, 'the log does tell something');
  assert.ok(!world.lines.join('').includes(marker), 'nothing of it is logged');
});

test('what stands in the address is neither taken nor logged', async () => {
  const headers = { authorization: `Bearer ${await town.ownToken()}`, 'content-type': 'application/json' };
  const path = '/api/sign-transactions?document=MARKER-OF-A-DOCUMENT';
  const answer = await world.provider.app.request(path, {
    method: 'POST',
    headers,
    body: JSON.stringify({ digest }),
  });
  assert.equal(answer.status, 201);
  assert.ok(!world.lines.join('').includes('MARKER'));
});

test('one more than a client may have open ends its oldest, and no other’s, and none that somebody has begun', async () => {
  const row = `INSERT INTO provider_sign_transaction (id, client_id, state, created_at, expires_at)
    VALUES ($1, $2, $3, 0, $4)`;
  const now = world.clock.now();
  await world.store.transaction(async (within) => {
    const add = (kind: string, count: number, values: (index: number) => [string, string, number]) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          within.run(row, [`${kind}-${index}`, ...values(index)] as const),
        ),
      );
    await add('open', 998, (index) => ['town', 'created', now + 1_000 + index]);
    await add('begun', 50, () => ['town', 'begun', now + 1]);
    await add('late', 50, () => ['town', 'created', now]);
    await add('other', 1, () => ['another', 'created', now + 1]);
  });
  const oldest = async () => {
    const rows = await world.store.run<{ id: string }>(
      `SELECT id FROM provider_sign_transaction WHERE id LIKE 'open-%' ORDER BY expires_at LIMIT 1`,
    );
    return rows[0]?.id;
  };
  const first = await town.transaction();
  await town.transaction();
  assert.equal(await oldest(), 'open-0', 'a thousand are as many as there may be');
  assert.equal((await town.create({ digest })).status, 201, 'nobody who comes later is refused');
  assert.equal(await oldest(), 'open-1');
  await town.begin(first);
  await town.transaction();
  assert.equal(await oldest(), 'open-1', 'one that was begun makes room');
  await town.transaction();
  assert.equal(await oldest(), 'open-2');
  const left = await world.store.run<{ count: number }>(
    `SELECT count(*) AS count FROM provider_sign_transaction WHERE id LIKE 'begun-%' OR id LIKE 'other-%'`,
  );
  assert.equal(left[0]?.count, 51);
});

function post(token: string, body: string | Uint8Array, type = 'application/json'): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const init = { method: 'POST', headers, body: body as BodyInit };
  return Promise.resolve(world.provider.app.request('/api/sign-transactions', init));
}
