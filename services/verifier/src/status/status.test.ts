import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { ADMIN } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { crlScopeOf, parseCertificate } from '@kazasu/pki';
import { createWorld, type Member, must, PURPOSE, signDocuments } from '../testing/index.ts';
import { bareCertificate } from './bare-certificate.ts';

const DAY = 86_400_000;
const world = await createWorld();
after(() => world.close());
const city = await world.tenant();

interface Answer {
  readonly id: string;
  readonly status: string;
  readonly method: string;
  readonly purpose: string;
  readonly personId: string;
  readonly sourceUpdatedAt: number;
  readonly revokedAt?: number;
  readonly reason?: string;
  readonly undecided?: string;
  readonly evidence: { readonly id: string };
}

async function met(member: Member, image: CardImage): Promise<{ id: string; personId: string }> {
  const body = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  return (await must(201, await member.verify(body))) as { id: string; personId: string };
}

async function check(member: Member, body: object): Promise<Answer> {
  return (await must(200, await member.post('/v1/status-checks', { purpose: 'status', ...body }))) as Answer;
}

async function event(image: CardImage, name: string, body: object = {}): Promise<void> {
  await must(
    200,
    await world.authority.post(ADMIN, `/admin/residents/${image.residentId}/events/${name}`, body),
  );
  world.authority.clock.advance(61_000);
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { code: string }).code];
}

test('a good certificate is good, by list, and the answer is on record as evidence', async () => {
  const image = await world.card();
  const { id, personId } = await met(city, image);
  const answer = await check(city, { personId });
  assert.deepEqual(
    [answer.status, answer.method, answer.purpose, answer.personId],
    ['good', 'crl', 'status', personId],
  );
  assert.ok(Number(answer.sourceUpdatedAt) <= world.authority.clock.now());
  assert.equal(answer.evidence.id, answer.id);
  const byVerification = await check(city, { verificationId: id });
  assert.deepEqual([byVerification.status, byVerification.personId], ['good', personId]);
  assert.notEqual(byVerification.id, answer.id, 'each question is a record of its own');
});

test('a revoked certificate is told with date and reason, one on hold as on hold, and afterwards as good again', async () => {
  const image = await world.card();
  const { personId } = await met(city, image);
  await event(image, 'loss');
  const held = await check(city, { personId });
  assert.deepEqual([held.status, held.reason], ['on-hold', 'certificateHold']);
  await event(image, 'recovery');
  assert.equal((await check(city, { personId })).status, 'good');
  const movedAt = world.authority.clock.now();
  await event(image, 'move', { address: '架空県かざす市読取八丁目' });
  const moved = await check(city, { personId });
  assert.equal(moved.status, 'revoked');
  assert.equal(moved.revokedAt, Math.floor(movedAt / 1_000) * 1_000);
  assert.equal(moved.reason, 'affiliationChanged');
});

test('an OCSP answer that says nothing is unknown, never good', async () => {
  const { personId } = await met(city, await world.card());
  // `unauthorized` (RFC 6960 4.2.1)
  world.network = async () =>
    new Response(Uint8Array.of(0x30, 3, 0x0a, 1, 6), {
      headers: { 'content-type': 'application/ocsp-response' },
    });
  const answer = await check(city, { personId, method: 'ocsp' });
  world.network = undefined;
  assert.deepEqual([answer.status, answer.undecided], ['unknown', 'revocation.ocsp.form refused']);
});

test('after renewal the status is that of the certificate that began last, in whichever order they were met', async () => {
  const image = await world.card();
  const { personId } = await met(city, image);
  world.authority.clock.advance(DAY);
  const later = await world.authority.renew(image.residentId, {
    pins: { authentication: '1234', signature: 'ABC123', text: '5678' },
  });
  world.authority.clock.advance(61_000);
  assert.equal((await check(city, { personId })).status, 'revoked', 'only the old one is known');
  assert.equal((await met(city, later)).personId, personId);
  assert.equal((await check(city, { personId })).status, 'good');
});

test('whose day is over is expired, without a question to the authority', async () => {
  const own = await createWorld();
  const member = await own.tenant();
  const image = await own.card();
  const body = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  const { personId } = (await must(201, await member.verify(body))) as { personId: string };
  const { notAfter } = parseCertificate(fromBase64(image.jpki.signatureCertificate ?? ''));
  own.asked.length = 0;
  own.authority.clock.set(notAfter + 1_000);
  const asked = await member.post('/v1/status-checks', { purpose: 'status', personId });
  assert.equal(((await must(200, asked)) as { status: string }).status, 'expired');
  assert.deepEqual(own.asked, []);
  await own.close();
});

test('while the authority is away an old list is not enough, and where there is none nothing is recorded', async () => {
  const { personId } = await met(city, await world.card());
  const records = async () =>
    (await world.store.run("SELECT id FROM verifier_record WHERE kind = 'status-check'")).length;
  world.authority.clock.advance(2 * DAY);
  world.network = async () => new Response('gone', { status: 503 });
  const before = await records();
  const stale = await check(city, { personId });
  assert.deepEqual([stale.status, stale.undecided], ['unknown', 'revocation.crl.currency expired']);
  assert.equal(await records(), before + 1);
  const refused = await city.post('/v1/status-checks', { purpose: 'status', personId, method: 'ocsp' });
  assert.equal(refused.headers.get('retry-after'), '30');
  assert.deepEqual(await codeOf(refused), [503, 'revocation-unavailable']);
  assert.equal(await records(), before + 1);
  world.network = undefined;
  assert.equal((await check(city, { personId })).status, 'good');
});

test('a list that was believed makes every older one no evidence, here and after a restart', async () => {
  const own = await createWorld();
  const member = await own.tenant();
  const image = await own.card();
  const body = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  const { personId } = (await must(201, await member.verify(body))) as { personId: string };
  const ask = async () =>
    (await must(200, await member.post('/v1/status-checks', { purpose: 'status', personId }))) as Answer;
  let old: Response | undefined;
  own.network = async (path, forward) => {
    const answer = await forward();
    if (path.startsWith('/crl/')) old ??= answer.clone();
    return answer;
  };
  own.authority.clock.advance(61_000);
  assert.equal((await ask()).status, 'good');
  const path = `/admin/residents/${image.residentId}/events/loss`;
  await must(200, await own.authority.post(ADMIN, path, {}));
  own.authority.clock.advance(61_000);
  assert.equal((await ask()).status, 'on-hold');
  own.authority.clock.advance(61_000);
  own.network = async (_path, forward) => old?.clone() ?? forward();
  const answer = await ask();
  assert.deepEqual([answer.status, answer.undecided], ['unknown', 'revocation.crl.number rolled-back']);
  const [kept] = await own.store.run<{ number: string }>('SELECT number FROM verifier_crl_number');
  assert.ok(Number(kept?.number) > 1);
  await own.close();
});

test('nobody asks about another tenant’s person or verification, for a purpose outside the contract, or without the scope', async () => {
  const other = await world.tenant();
  const { id, personId } = await met(city, await world.card());
  const ask = (body: object) => other.post('/v1/status-checks', { purpose: 'status', ...body });
  assert.deepEqual(await codeOf(await ask({ personId })), [404, 'certificate-unknown']);
  assert.deepEqual(await codeOf(await ask({ verificationId: id })), [404, 'certificate-unknown']);
  assert.deepEqual(await codeOf(await city.post('/v1/status-checks', { purpose: 'x', personId })), [
    403,
    'purpose-not-allowed',
  ]);
  for (const body of [{}, { personId, verificationId: id }, { personId: 'x' }, { personId, more: 1 }]) {
    assert.deepEqual(await codeOf(await ask(body)), [400, 'request-invalid']);
  }
  const reader = await city.key(['read']);
  const response = await world.ask('/v1/status-checks', {
    method: 'POST',
    headers: { authorization: `Bearer ${reader}`, 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: 'status', personId }),
  });
  assert.deepEqual(await codeOf(response), [403, 'key-scope']);
});

test('in bulk each has its own outcome in its place, and a list is fetched once', async () => {
  const [good, gone] = [await world.card(), await world.card()];
  const people = [await met(city, good), await met(city, gone)];
  await event(gone, 'death');
  world.authority.clock.advance(61_000);
  world.asked.length = 0;
  const absent = '00000000-0000-4000-8000-000000000000';
  const items = [
    { personId: people[1]?.personId },
    { personId: absent },
    { verificationId: people[0]?.id },
    ...Array.from({ length: 200 }, () => ({ personId: people[0]?.personId })),
  ];
  const answer = await city.post('/v1/status-checks/bulk', { purpose: 'status', items });
  const { results } = (await must(200, answer)) as { results: Partial<Answer & { error: string }>[] };
  assert.deepEqual(
    results.slice(0, 3).map((one) => one.error ?? one.status),
    ['revoked', 'certificate-unknown', 'good'],
  );
  assert.equal(results.length, 203);
  assert.ok(results.slice(3).every((one) => one.status === 'good'));
  assert.equal(new Set(results.map(({ id }) => id)).size, 203, 'each is a record of its own');
  assert.equal(world.asked.filter((line) => line.startsWith('GET /crl/')).length, 1);
  const tooMany = Array.from({ length: 1_001 }, () => ({ personId: absent }));
  assert.deepEqual(
    await codeOf(await city.post('/v1/status-checks/bulk', { purpose: 'status', items: tooMany })),
    [400, 'request-invalid'],
  );
});

test('what is kept of a certificate is its number, life and list, and nothing of the person', async () => {
  const image = await world.card({ name: '保存　花子', address: '架空県かざす市保存町一丁目' });
  const der = fromBase64(image.jpki.signatureCertificate ?? '');
  const certificate = parseCertificate(der);
  const issuer = parseCertificate(fromBase64(image.jpki.signatureCaCertificate));
  const bare = Buffer.from(bareCertificate(certificate, issuer));
  const parsed = parseCertificate(bare);
  for (const field of ['serial', 'notBefore', 'notAfter', 'issuerKeyId'] as const) {
    assert.equal(parsed[field], certificate[field], field);
  }
  assert.equal(crlScopeOf(parsed), crlScopeOf(certificate));
  assert.deepEqual([...parsed.extensions.keys()].sort(), ['2.5.29.31', '2.5.29.35']);
  const { spki, subject, signature, serialBytes } = certificate;
  for (const personal of [Buffer.from('保存'), spki.keyBits, subject.encoded, signature]) {
    assert.ok(Buffer.from(der).includes(Buffer.from(personal)), 'it is in the certificate');
    assert.ok(!bare.includes(Buffer.from(personal)), 'and not in what is kept');
  }
  assert.ok(bare.includes(Buffer.from(serialBytes)));
  await met(city, image);
  const rows = await world.store.run<{ sealed: Uint8Array }>('SELECT sealed FROM verifier_certificate');
  assert.ok(rows.length > 0);
  for (const { sealed } of rows) {
    assert.ok(!Buffer.from(sealed).includes(Buffer.from(serialBytes)), 'and the number is sealed');
  }
});
