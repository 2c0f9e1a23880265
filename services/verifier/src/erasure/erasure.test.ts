import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createWorld, type Member, must, PURPOSE, signDocuments } from '../testing/index.ts';

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

test('everything of a person goes that need not stay, in every folder, and what stays is told', async () => {
  const city = await world.tenant();
  const past = world.authority.clock.now() - 1;
  const { personId } = await met(city, past);
  const other = await met(city, past);
  await must(
    200,
    await city.post('/v1/watches', { personIds: [personId, other.personId], purpose: 'status' }),
  );
  const done = (await must(200, await erased(city, personId))) as Erasure;
  assert.deepEqual(done.erased, { records: 1, certificates: 1, watches: 1, consents: 0 });
  assert.deepEqual(done.retained, { records: 0 });
  for (const table of ['certificate', 'watch', 'consent', 'person']) {
    const rows = await world.store.run(`SELECT person_id FROM verifier_${table}`);
    assert.ok(
      rows.every((row) => row.person_id !== personId),
      table,
    );
  }
  const again = await erased(city, personId);
  const { code } = (await again.json()) as { code: string };
  assert.deepEqual([again.status, code], [404, 'person-unknown']);
  const check = await city.post('/v1/status-checks', { purpose: 'status', personId });
  assert.equal(check.status, 404);
  const kept = await city.post('/v1/status-checks', { purpose: 'status', personId: other.personId });
  assert.equal(kept.status, 200, 'the other person is there');
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
