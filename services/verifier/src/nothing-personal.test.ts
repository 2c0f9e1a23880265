/** Whatever happens to requests, good or bad: nothing of a person, a key or a certificate is in a log, a metric or a problem. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromBase64, toBase64url, toHex } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import { signedPdf } from './testing/documents.ts';
import {
  createWorld,
  type Member,
  must,
  PURPOSE,
  type Signed,
  signDocuments,
  type World,
} from './testing/index.ts';
import type { Verification } from './verification/answer.ts';

const REFERENCE = 'case-4711';

let world: World;
let member: Member;
let signed: Signed;
/** Texts of every refusal. */
const refusals: string[] = [];
let answers: string[] = [];

before(async () => {
  world = await createWorld();
  member = await world.tenant();
  const image = await world.card();
  signed = signDocuments(image, ['a contract']);
  const good = { purpose: PURPOSE, reference: REFERENCE, ...signed };
  const { id, personId } = (await must(201, await member.verify(good))) as Verification;
  answers = [id, personId ?? ''];
  const pdf = signedPdf(image, world.authority.clock.now());
  const headers = {
    'content-type': 'application/pdf',
    'kazasu-purpose': PURPOSE,
    'kazasu-reference': REFERENCE,
  };
  const send = (body: Uint8Array, type = 'application/pdf') =>
    member.ask('/v1/verifications', {
      method: 'POST',
      headers: { ...headers, 'content-type': type, 'idempotency-key': randomId() },
      body: body as BodyInit,
    });
  await must(201, await send(pdf));
  const bad = [
    send(pdf, 'application/xml'),
    send(pdf.slice(0, -700)),
    member.verify({ ...good, certificate: signed.certificate.slice(0, -4) }),
    member.verify({ ...good, 見本: '花子' }),
    member.verify({ ...good, purpose: 'anything' }),
    member.post('/v1/keys', { name: 'n', scopes: ['read'], 見本: '花子' }),
    member.post(`/v1/verifications/${id}/items`, { purpose: PURPOSE, 見本: 1 }),
    member.verify({ purpose: PURPOSE, jwe: `${signed.certificate.replaceAll(/[^A-Za-z0-9]/g, '')}.a.b.c.d` }),
    member.ask(`/v1/verifications/${signed.certificate.slice(0, 40)}`),
    member.ask('/v1/verifications?name=見本'),
    member.ask(`/v1/verifications?reference=${REFERENCE}&reference=${REFERENCE}`),
    world.ask('/v1/verifications', { headers: { authorization: `Bearer ${member.token}x` } }),
    member.post(`/v1/verifications/${id}/items`, { purpose: 'anything' }),
    member.ask(`/v1/verifications/${id}`, { method: 'PATCH' }),
    world.ask(`/problems/${REFERENCE}`),
    member.post(`/v1/verifications/${id}/items`, '見本'),
  ];
  for (const response of await Promise.all(bad)) {
    assert.ok(response.status >= 400, String(response.status));
    refusals.push(await response.text());
  }
  await must(200, await member.post(`/v1/verifications/${id}/items`, { purpose: PURPOSE }));
  await must(204, await member.ask(`/v1/verifications/${id}`, { method: 'DELETE' }));
});
after(() => world.close());

/** Everything that nobody may meet outside of an answer to who asked for it. */
function secrets(): Readonly<Record<string, string>> {
  const certificate = fromBase64(signed.certificate);
  const [value = { signature: '', digest: '' }] = signed.signatures;
  return {
    name: '見本',
    'given name': '花子',
    address: '読取一丁目',
    'birth date': '19880517',
    // Of its end, which is its own: the beginning names an issuer that stands in the trust too.
    certificate: signed.certificate.slice(-80, -40),
    'certificate in hex': toHex(certificate).slice(-80, -40),
    'certificate, base64url': toBase64url(certificate).slice(-80, -40),
    'serial number': parseCertificate(certificate).serial,
    signature: value.signature.slice(0, 40),
    digest: value.digest,
    key: member.token.slice(21),
    reference: REFERENCE,
    'admin token': 'admin-token-of-the-tests',
  };
}

test('no line of the log holds any of it, nor whose record or person it was', () => {
  const text = world.lines.join('\n');
  assert.ok(world.lines.length > 15);
  for (const [name, secret] of Object.entries(secrets())) assert.ok(!text.includes(secret), name);
  for (const id of answers) assert.ok(!text.includes(id));
});

test('no metric holds any of it', async () => {
  const text = await (await world.operate('GET', '/metrics')).text();
  for (const [name, secret] of Object.entries(secrets())) assert.ok(!text.includes(secret), name);
});

test('no refusal holds any of it', () => {
  for (const text of refusals) {
    for (const [name, secret] of Object.entries(secrets()))
      assert.ok(!text.includes(secret), `${name}: ${text}`);
  }
});

test('in the database nothing of it lies open', async () => {
  const tables = await world.store.run<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'verifier_%'",
  );
  const { reference: _known, ...personal } = secrets();
  assert.ok(tables.length > 10);
  for (const { name: table } of tables) {
    const rows = await world.store.run(`SELECT * FROM ${table}`);
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('\n');
    for (const [name, secret] of Object.entries(personal)) {
      const octets = Buffer.from(secret, 'utf8').toString('latin1');
      assert.ok(!text.includes(octets), `${name} in ${table}`);
    }
  }
});
