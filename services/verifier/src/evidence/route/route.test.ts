import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, fromHex, fromUtf8, toBase64, toHex } from '@kazasu/bytes';
import {
  checkBundle,
  checkConsistency,
  cosignCheckpoint,
  parseBundle,
  parseCheckpoint,
  parseTrustFile,
  sha256,
  verifyCheckpoint,
} from '@kazasu/evidence';
import { noteKeyPair } from '@kazasu/evidence/testing';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { createTimestampService, type TimestampService } from '@kazasu/timestamp';
import { createWorld, type Member, must, signDocuments, type World } from '../../testing/index.ts';

const DAY = 86_400_000;
const UNIT = 'https://unit.example';
const witness = noteKeyPair();
let world: World;
let unit: TimestampService;
let tenant: Member;
let other: Member;
let card: CardImage;

before(async () => {
  const clock = settableClock(0);
  const store = await openStore({ file: ':memory:' });
  const started = await createWorld();
  clock.set(started.authority.clock.now());
  await started.close();
  unit = await createTimestampService({ store, keys: memoryKeys(), clock, log: silentLog });
  const timestamp = { url: `${UNIT}/tsr`, crls: [`${UNIT}/crl`] };
  const witnesses = [{ name: 'witness.example', publicKey: toBase64(witness.publicKey) }];
  world = await createWorld({ timestamp, evidence: { witnesses } }, [toBase64(unit.anchor)]);
  world.network = async (path, forward, init) =>
    ['/tsr', '/crl'].includes(path) ? unit.app.request(path, init) : forward();
  [tenant, other] = [await world.tenant({ retentionDays: 2557 }), await world.tenant()];
  card = await world.card();
});
after(() => world.close());

const text = async (response: Response) => {
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
};

async function verified(): Promise<string> {
  const body = { purpose: 'contract', revocation: 'crl', ...signDocuments(card, ['a contract']) };
  return ((await must(201, await tenant.verify(body))) as { id: string }).id;
}

async function problem(response: Response): Promise<[number, string]> {
  const { type } = (await response.json()) as { type: string };
  return [response.status, type.split('/').at(-1) ?? ''];
}

test('the evidence of a verification is a file that stands alone: pending, then valid, and nobody else’s', async () => {
  const id = await verified();
  const path = `/v1/verifications/${id}/evidence`;
  const pending = await tenant.ask(path);
  assert.ok(Number(pending.headers.get('retry-after')) > 0);
  assert.deepEqual(await problem(pending), [409, 'evidence-pending']);
  const early = parseBundle(await text(await tenant.ask(`${path}?unstamped=true`)));
  assert.equal(early.proof[0]?.token, undefined);
  await world.verifier.sweep();
  const octets = await text(await tenant.ask(path));
  const key = (await must(200, await world.ask('/evidence/key'))) as { origin: string; publicKey: string };
  const report = checkBundle(octets, {
    time: world.authority.clock.now(),
    trust: {
      timestampAnchors: [unit.anchor],
      logKeys: [{ name: key.origin, publicKey: fromBase64(key.publicKey) }],
    },
  });
  assert.equal(
    report.record,
    'valid',
    JSON.stringify(report.checks.filter(({ status }) => status !== 'passed')),
  );
  assert.deepEqual(await problem(await other.ask(path)), [404, 'verification-unknown']);
  assert.deepEqual(await problem(await world.ask(path)), [401, 'key-missing']);
});

test('an answer about one person is evidence as long as the record is, and leaves not even its hash', async () => {
  const body = { purpose: 'contract', revocation: 'ocsp', ...signDocuments(card, ['another']) };
  const { id } = (await must(201, await other.verify(body))) as { id: string };
  const path = `/v1/verifications/${id}/evidence`;
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const octets = await text(await other.ask(path));
  const trust = parseTrustFile(await text(await world.ask('/evidence/trust')));
  const options = { time: world.authority.clock.now(), ...trust, profiles: [] };
  const report = checkBundle(octets, options);
  const open = report.checks.filter(({ status }) => status !== 'passed');
  assert.deepEqual([report.signature, report.record], ['valid', 'valid'], JSON.stringify(open));
  const whole = parseBundle(octets);
  const answer = whole.parts['ocsp-1']?.content;
  assert.ok(answer !== undefined);
  const hash = toHex(sha256(answer));
  assert.ok(!fromUtf8(whole.entry).includes(hash));
  assert.equal((await other.ask(`/v1/verifications/${id}`, { method: 'DELETE' })).status, 204);
  const erased = await text(await other.ask(path));
  assert.deepEqual(parseBundle(erased).parts, {});
  assert.ok(!fromUtf8(parseBundle(erased).entry).includes(hash));
  assert.deepEqual(checkBundle(erased, options).record, 'valid');
});

test('anybody may keep heads and ask what lies between them, and witnesses sign them', async () => {
  const older = await text(await world.ask('/evidence/checkpoint'));
  await verified();
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const newer = await text(await world.ask('/evidence/checkpoint'));
  const [from, to] = [parseCheckpoint(older), parseCheckpoint(newer)];
  assert.ok(from.size < to.size);
  const proof = (await must(
    200,
    await world.ask(`/evidence/consistency?from=${from.size}&to=${to.size}`),
  )) as {
    path: string[];
  };
  const key = (await must(200, await world.ask('/evidence/key'))) as { origin: string; publicKey: string };
  const logKey = { name: key.origin, publicKey: fromBase64(key.publicKey) };
  const path = proof.path.map(fromHex);
  const time = world.authority.clock.now();
  assert.equal(checkConsistency({ older, newer, path, logKeys: [logKey], time }).verdict, 'valid');
  const unknown = [`/evidence/checkpoints/${to.size + 1}`, `/evidence/consistency?from=1&to=${to.size + 1}`];
  for (const absent of unknown)
    assert.deepEqual(await problem(await world.ask(absent)), [404, 'head-unknown']);
  const cosigned = cosignCheckpoint(newer, { name: 'witness.example', seconds: 1, ...witness });
  const send = (note: Uint8Array) =>
    world.ask('/evidence/cosignatures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ checkpoint: new TextDecoder().decode(note) }),
    });
  assert.deepEqual(await problem(await send(newer)), [422, 'cosignature-refused']);
  assert.deepEqual(await must(200, await send(cosigned)), { taken: 1 });
  const shown = parseCheckpoint(await text(await world.ask(`/evidence/checkpoints/${to.size}`)));
  assert.deepEqual([shown.signatures.length, verifyCheckpoint(shown, logKey)], [2, true]);
});

test('a record is kept for seven years from the end that its tenant tells, and erased no earlier', async () => {
  const id = await verified();
  const put = (body: unknown, member = tenant) =>
    member.ask(`/v1/verifications/${id}/retention`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const erase = () => tenant.ask(`/v1/verifications/${id}`, { method: 'DELETE' });
  const now = world.authority.clock.now();
  assert.deepEqual(await problem(await erase()), [409, 'record-retained']);
  assert.deepEqual(await problem(await put({ contractEndedAt: now }, other)), [404, 'verification-unknown']);
  assert.deepEqual(await problem(await put({ contractEndedAt: now + DAY })), [422, 'retention-end-unlikely']);
  assert.deepEqual(await problem(await put({ until: now + DAY })), [422, 'retention-too-short']);
  const answer = (await must(200, await put({ contractEndedAt: now }))) as { retainedUntil: number };
  assert.ok(answer.retainedUntil > now + 2557 * DAY);
  const refused = (await (await erase()).json()) as { retainedUntil: number };
  assert.equal(refused.retainedUntil, answer.retainedUntil);
  const policy = { from: 'record', erasesDue: true };
  const agreed = await world.operate('PUT', `/admin/tenants/${tenant.tenantId}/retention`, policy);
  assert.deepEqual(await must(200, agreed), { ...policy, days: 2557 });
  assert.deepEqual(await must(200, await tenant.ask('/v1/retention')), { ...policy, days: 2557 });
  const absent = await world.operate('PUT', '/admin/tenants/nobody/retention', policy);
  assert.deepEqual(await problem(absent), [404, 'tenant-unknown']);
});

test('the operator sees how far the log is, and has it checked whole', async () => {
  const state = (await must(200, await world.operate('GET', '/admin/evidence'))) as {
    size: number;
    stamped: { ageMs: number };
  };
  assert.ok(state.size > 2 && state.stamped.ageMs >= 0);
  const verdict = (await must(200, await world.operate('POST', '/admin/evidence/check'))) as {
    intact: boolean;
  };
  assert.equal(verdict.intact, true);
  assert.deepEqual(await problem(await tenant.ask('/admin/evidence')), [401, 'operator-token']);
});
