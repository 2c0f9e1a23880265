import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fromBase64 } from '@kazasu/bytes';
import { createWorld, type Member, must, PURPOSE, signDocuments, tablesOfPersons } from '../testing/index.ts';
import { emit } from '../webhook/index.ts';

const world = await createWorld();
after(() => world.close());

interface Erasure {
  readonly erased: { records: number; certificates: number; watches: number; consents: number };
  readonly retained: { records: number; until?: number };
}

async function met(member: Member, retention?: number): Promise<{ id: string; personId: string }> {
  const image = await world.card();
  const body = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  const { id, personId } = (await must(201, await member.verify(body))) as { id: string; personId: string };
  if (retention !== undefined) {
    await world.store.run('UPDATE verifier_record SET retain_until = $2 WHERE id = $1', [id, retention]);
  }
  return { id, personId };
}

async function erased(member: Member, personId: string): Promise<Response> {
  return member.ask(`/v1/persons/${personId}`, { method: 'DELETE' });
}

/** One event of each, on its way to a webhook. */
async function tellOf(tenantId: string, personIds: readonly string[]): Promise<void> {
  await world.store.run(
    `INSERT INTO verifier_webhook (webhook_id, tenant_id, url, event_types, description, created_at, secret)
     VALUES ('w', $1, $2, 'certificate.revoked', '', 0, $3)`,
    [tenantId, 'http://localhost:1/', new Uint8Array(1)],
  );
  for (const personId of personIds) {
    const happening = { tenantId, type: 'certificate.revoked', data: { personId } } as const;
    await world.store.transaction((within) => emit(within, happening, world.authority.clock));
  }
}

test('everything of a person goes that need not stay, in every folder, and what stays is told', async () => {
  const city = await world.tenant();
  const past = world.authority.clock.now() - 1;
  const { personId } = await met(city, past);
  const other = await met(city, past);
  await must(
    200,
    await city.post('/v1/watches', { personIds: [personId, other.personId], purpose: 'status' }),
  );
  await tellOf(city.tenantId, [personId, other.personId]);
  const tables = await tablesOfPersons(world.store);
  assert.ok(tables.length >= 6, tables.join());
  const done = (await must(200, await erased(city, personId))) as Erasure;
  assert.deepEqual(done.erased, { records: 1, certificates: 1, watches: 1, consents: 0 });
  assert.deepEqual(done.retained, { records: 0 });
  for (const table of tables) {
    const rows = await world.store.run(`SELECT person_id FROM ${table} WHERE person_id = $1`, [personId]);
    assert.deepEqual(rows, [], table);
  }
  const { events } = (await must(200, await city.ask('/v1/events'))) as { events: { data: object }[] };
  assert.deepEqual(
    events.map(({ data }) => data),
    [{ personId: other.personId }],
  );
  assert.equal((await world.store.run('SELECT * FROM verifier_delivery')).length, 1, 'the other one’s');
  const again = await erased(city, personId);
  const { code } = (await again.json()) as { code: string };
  assert.deepEqual([again.status, code], [404, 'person-unknown']);
  const check = await city.post('/v1/status-checks', { purpose: 'status', personId });
  assert.equal(check.status, 404);
  const kept = await city.post('/v1/status-checks', { purpose: 'status', personId: other.personId });
  assert.equal(kept.status, 200, 'the other person is there');
});

/** Consents of somebody new, as they are handed in. */
async function signedConsents(member: Member, count: number) {
  const image = await world.card();
  const wish = { service: '架空市 電子申請', purpose: PURPOSE };
  const bodies: object[] = [];
  for (let each = 0; each < count; each += 1) {
    const prepared = await must(201, await member.post('/v1/consents/prepare', wish));
    const { statement } = prepared as { statement: string };
    const octets = Buffer.from(fromBase64(statement)).toString();
    const { certificate, signatures } = signDocuments(image, [octets]);
    bodies.push({ statement, certificate, signature: signatures[0]?.signature });
  }
  return bodies;
}

async function refusedConsent(response: Response, personId: string): Promise<void> {
  assert.deepEqual(
    [response.status, ((await response.json()) as { code: string }).code],
    [409, 'consent-not-prepared'],
  );
  for (const table of ['verifier_consent', 'verifier_consent_preparation']) {
    const rows = await world.store.run(`SELECT person_id FROM ${table} WHERE person_id = $1`, [personId]);
    assert.deepEqual(rows, [], table);
  }
}

test('a consent that was erased does not come back by the same request', async () => {
  const city = await world.tenant();
  const [body = {}] = await signedConsents(city, 1);
  const { personId } = (await must(201, await city.post('/v1/consents', body))) as { personId: string };
  const done = (await must(200, await erased(city, personId))) as Erasure;
  assert.equal(done.erased.consents, 1);
  await refusedConsent(await city.post('/v1/consents', body), personId);
});

test('nor one that is on its way to the authority while its person is erased', async (t) => {
  const city = await world.tenant();
  const [first = {}, second = {}] = await signedConsents(city, 2);
  const { personId } = (await must(201, await city.post('/v1/consents', first))) as { personId: string };
  t.after(() => {
    world.network = undefined;
  });
  world.network = async (path, forward) => {
    const response = await forward();
    if (path === '/v1/consents') await must(200, await erased(city, personId));
    return response;
  };
  await refusedConsent(await city.post('/v1/consents', second), personId);
});

test('a record that must be kept stays, and the answer says until when', async () => {
  const city = await world.tenant();
  const until = world.authority.clock.now() + 86_400_000;
  const { id, personId } = await met(city, until);
  const done = (await must(200, await erased(city, personId))) as Erasure;
  assert.deepEqual(done.erased, { records: 0, certificates: 1, watches: 0, consents: 0 });
  assert.deepEqual(done.retained, { records: 1, until });
  assert.equal((await city.ask(`/v1/verifications/${id}`)).status, 200);
  world.authority.clock.set(until + 1);
  const later = (await must(200, await erased(city, personId))) as Erasure;
  assert.equal(later.erased.records, 1);
});

test('nobody erases another tenant’s person', async () => {
  const city = await world.tenant();
  const stranger = await world.tenant();
  const { personId } = await met(city, 0);
  assert.equal((await erased(stranger, personId)).status, 404);
  assert.equal((await city.post('/v1/status-checks', { purpose: 'status', personId })).status, 200);
});
