/** `Idempotency-Key` on status checks: optional, and as with verifications where it is there. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ADMIN } from '@kazasu/authority/testing';
import { randomId } from '@kazasu/server/random';
import { createWorld, must, PURPOSE, signDocuments } from '../testing/index.ts';
import type { StatusCheckView } from './messages.ts';

const world = await createWorld();
after(() => world.close());
const city = await world.tenant();
const ONE = '/v1/status-checks';
const BULK = '/v1/status-checks/bulk';

async function met() {
  const image = await world.card();
  const body = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  const verified = (await must(201, await city.verify(body))) as { id: string; personId: string };
  return { ...verified, image };
}

async function moves({ residentId }: { residentId: string }): Promise<void> {
  const path = `/admin/residents/${residentId}/events/move`;
  await must(200, await world.authority.post(ADMIN, path, { address: '架空県かざす市読取八丁目' }));
  world.authority.clock.advance(61_000);
}

const send = (path: string, body: object, key: string | undefined) =>
  city.post(path, { purpose: 'status', ...body }, key === undefined ? {} : { 'idempotency-key': key });
const codeOf = async (status: number, response: Response) =>
  ((await must(status, response)) as { code: string }).code;
const records = async () =>
  (await world.store.run("SELECT id FROM verifier_record WHERE kind = 'status-check'")).length;

test('a repeat gets the first answer, though the certificate was revoked since; a new key asks anew', async () => {
  const { personId, image } = await met();
  const key = randomId();
  const first = await send(ONE, { personId }, key);
  assert.equal(first.headers.get('idempotent-replayed'), null);
  const answer = await must(200, first);
  await moves(image);
  const [asked, kept] = [world.asked.length, await records()];
  const again = await send(ONE, { personId }, key);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.deepEqual(await must(200, again), answer);
  assert.deepEqual([world.asked.length, await records()], [asked, kept]);
  const anew = (await must(200, await send(ONE, { personId }, randomId()))) as StatusCheckView;
  assert.deepEqual([(answer as StatusCheckView).status, anew.status], ['good', 'revoked']);
});

test('a key is of one request: another body, another route or a verification is refused, and so is a malformed one', async () => {
  const { personId, id } = await met();
  const key = randomId();
  await must(200, await send(ONE, { personId }, key));
  const kept = await records();
  const others = [
    await send(ONE, { verificationId: id }, key),
    await city.verify(
      { purpose: PURPOSE, ...signDocuments(await world.card(), ['x']) },
      { 'idempotency-key': key },
    ),
  ];
  for (const one of others) assert.equal(await codeOf(422, one), 'idempotency-key-reused');
  assert.equal(await codeOf(400, await send(ONE, { personId }, 'a key')), 'idempotency-key-malformed');
  assert.equal(await records(), kept);
  const other = await world.tenant();
  const elsewhere = await other.post(ONE, { purpose: 'status', personId }, { 'idempotency-key': key });
  assert.equal(await codeOf(404, elsewhere), 'certificate-unknown', 'keys are a tenant’s own');
});

test('of repeats at the same time one is recorded', async () => {
  const { personId } = await met();
  const [key, kept] = [randomId(), await records()];
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(ONE, { personId }, key)));
  assert.ok(answers.some(({ status }) => status === 200));
  assert.ok(answers.every(({ status }) => status === 200 || status === 409));
  assert.equal(await records(), kept + 1);
});

test('in bulk a repeat answers what was answered, and asks again only for what had no answer', async () => {
  const [one, two, three] = [await met(), await met(), await met()];
  const items = [one, two, three].map(({ personId }) => ({ personId }));
  const key = randomId();
  world.authority.clock.advance(2 * 86_400_000);
  const bulk = async () =>
    ((await must(200, await send(BULK, { items }, key))) as { results: (StatusCheckView | object)[] })
      .results;
  await world.store.run('UPDATE verifier_certificate SET person_id = $1 WHERE person_id = $2', [
    'away',
    two.personId,
  ]);
  const first = await bulk();
  assert.deepEqual(first[1], { error: 'certificate-unknown' });
  await world.store.run('UPDATE verifier_certificate SET person_id = $1 WHERE person_id = $2', [
    two.personId,
    'away',
  ]);
  const kept = await records();
  const again = await bulk();
  assert.deepEqual([again[0], again[2]], [first[0], first[2]]);
  assert.equal((again[1] as StatusCheckView).status, 'good');
  assert.equal(await records(), kept + 1);
  const reversed = { items: items.toReversed() };
  assert.equal(await codeOf(422, await send(BULK, reversed, key)), 'idempotency-key-reused');
});

test('of somebody who was erased since, a repeat tells nothing', async () => {
  const { personId, id } = await met();
  const key = randomId();
  await must(200, await send(ONE, { personId }, key));
  await must(204, await city.ask(`/v1/verifications/${id}`, { method: 'DELETE' }));
  const erased = await city.ask(`/v1/persons/${personId}`, { method: 'DELETE' });
  assert.ok(erased.ok, await erased.text());
  assert.equal(await codeOf(404, await send(ONE, { personId }, key)), 'certificate-unknown');
});
