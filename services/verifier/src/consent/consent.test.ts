import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { ADMIN, somebody } from '@kazasu/authority/testing';
import { fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import {
  CLIENT_ID,
  createWorld,
  type Member,
  must,
  PROVIDER,
  PURPOSE,
  signDocuments,
} from '../testing/index.ts';

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };
const world = await createWorld();
after(() => world.close());
const city = await world.tenant();

interface Prepared {
  readonly statement: string;
  readonly digest: string;
  readonly digestInfo: string;
}
interface Consent {
  readonly consentId: string;
  readonly personId: string;
  readonly inForce: boolean;
}

async function prepared(member: Member): Promise<Prepared> {
  const request = { service: '架空市 電子申請', purpose: PURPOSE };
  return (await must(201, await member.post('/v1/consents/prepare', request))) as Prepared;
}

/** As the card would sign what the signature API was given. */
function signed(image: CardImage, { statement }: Prepared) {
  const { certificate, signatures } = signDocuments(image, [Buffer.from(fromBase64(statement)).toString()]);
  return { certificate, signature: signatures[0]?.signature ?? '' };
}

async function given(member: Member, image: CardImage): Promise<Consent> {
  const statement = await prepared(member);
  const body = { statement: statement.statement, ...signed(image, statement) };
  return (await must(201, await member.post('/v1/consents', body))) as Consent;
}

async function items(member: Member, personId: string, purpose = PURPOSE): Promise<Response> {
  return member.post(`/v1/persons/${personId}/latest-items`, { purpose });
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { code: string }).code];
}

async function happen(image: CardImage, name: string, body: object = {}): Promise<Record<string, unknown>> {
  const path = `/admin/residents/${image.residentId}/events/${name}`;
  return (await must(200, await world.authority.post(ADMIN, path, body))) as Record<string, unknown>;
}

async function holder() {
  const resident = somebody();
  const image = await world.authority.personalise({ resident, options: { pins: PINS } });
  return { resident, image };
}

test('the statement names operator, service and purpose, and its digest is what the signature API takes', async () => {
  const { statement, digest, digestInfo } = await prepared(city);
  const octets = Buffer.from(fromBase64(statement));
  const said = JSON.parse(octets.toString()) as Record<string, unknown>;
  assert.deepEqual(Object.keys(said), ['type', 'at', 'nonce', 'verifierId', 'service', 'purpose']);
  assert.equal(said.verifierId, 'default');
  const hash = createHash('sha256').update(octets).digest();
  assert.equal(digest, hash.toString('base64'));
  assert.equal(
    Buffer.from(fromBase64(digestInfo)).toString('hex'),
    `3031300d060960864801650304020105000420${hash.toString('hex')}`,
  );
  assert.notEqual((await prepared(city)).statement, statement);
});

test('by a consent the latest items are told, with what became of the certificate, and are kept nowhere', async () => {
  const { resident, image } = await holder();
  const consent = await given(city, image);
  assert.equal(consent.inForce, true);
  const { name, address, birthdate, gender } = resident;
  const first = (await must(200, await items(city, consent.personId))) as Record<string, unknown>;
  assert.deepEqual(first.items, { name, address, birthdate, gender });
  assert.equal(first.certificate, 'known');
  await happen(image, 'move', { address: '架空県かざす市読取八丁目' });
  const moved = (await must(200, await items(city, consent.personId))) as Record<string, unknown>;
  assert.deepEqual(moved.items, { name, address: '架空県かざす市読取八丁目', birthdate, gender });
  assert.equal(moved.certificate, 'none');
  await happen(image, 'signature-certificate', { password: 'NEW456' });
  world.authority.clock.advance(61_000);
  const status = () => city.post('/v1/status-checks', { purpose: 'status', personId: consent.personId });
  assert.equal(((await must(200, await status())) as { status: string }).status, 'revoked');
  const renewed = (await must(200, await items(city, consent.personId))) as Record<string, unknown>;
  assert.equal(renewed.certificate, 'new');
  assert.equal(
    ((await must(200, await status())) as { status: string }).status,
    'good',
    'the new one is theirs',
  );
  const again = (await must(200, await items(city, consent.personId))) as Record<string, unknown>;
  assert.equal(again.certificate, 'known');
  for (const table of ['verifier_record', 'verifier_consent', 'verifier_certificate', 'verifier_event']) {
    const rows = await world.store.run(`SELECT * FROM ${table}`);
    const texts = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)));
    const name8 = Buffer.from(toUtf8('読取八丁目')).toString('latin1');
    assert.ok(
      texts.every((text) => !text.includes('読取八丁目') && !text.includes(name8)),
      table,
    );
  }
  assert.ok(
    world.lines.every((line) => !line.includes('読取')),
    'nor in the log',
  );
});

test('a consent comes as a result of the signature API too, encrypted to the operator', async () => {
  const { image } = await holder();
  const statement = await prepared(city);
  const { certificate, signature } = signed(image, statement);
  const jwe = await encrypted({ certificate, signatures: [{ digest: statement.digestInfo, signature }] });
  const answer = await city.post('/v1/consents', { statement: statement.statement, jwe });
  const consent = (await must(201, answer)) as Consent;
  assert.equal((await items(city, consent.personId)).status, 200);
  const other = await prepared(city);
  const elsewhere = await encrypted({
    certificate,
    signatures: [{ digest: statement.digestInfo, signature }],
  });
  assert.deepEqual(
    await codeOf(await city.post('/v1/consents', { statement: other.statement, jwe: elsewhere })),
    [422, 'consent-signature'],
  );
});

test('only what was prepared for this tenant is handed in, to one consent, in its time, and rightly signed', async () => {
  const stranger = await world.tenant();
  const { image } = await holder();
  const statement = await prepared(city);
  const body = { statement: statement.statement, ...signed(image, statement) };
  assert.deepEqual(await codeOf(await stranger.post('/v1/consents', body)), [409, 'consent-not-prepared']);
  const other = await holder();
  const forged = { ...body, signature: signed(other.image, statement).signature };
  assert.deepEqual(await codeOf(await city.post('/v1/consents', forged)), [422, 'consent-signature']);
  const answers = await Promise.all([1, 2, 3, 4].map(() => city.post('/v1/consents', body)));
  const given = await Promise.all(answers.map((answer) => must(201, answer) as Promise<Consent>));
  assert.equal(new Set(given.map(({ consentId }) => consentId)).size, 1);
  const list = await must(200, await city.ask(`/v1/consents?personId=${given[0]?.personId}`));
  assert.equal((list as { consents: Consent[] }).consents.length, 1);
  const late = await prepared(city);
  world.authority.clock.advance(5 * 60_000);
  const tooLate = { statement: late.statement, ...signed(image, late) };
  assert.deepEqual(await codeOf(await city.post('/v1/consents', tooLate)), [409, 'consent-not-prepared']);
  const own = Buffer.from(fromBase64(statement.statement)).toString().replace(PURPOSE, 'marketing');
  const written = { ...statement, statement: toBase64(toUtf8(own)) };
  const changed = { statement: written.statement, ...signed(image, written) };
  assert.deepEqual(await codeOf(await city.post('/v1/consents', changed)), [409, 'consent-not-prepared']);
});

test('a statement is for one person: nobody is told of a consent that is kept under the name of another', async () => {
  const [first, second] = [await holder(), await holder()];
  const statement = await prepared(city);
  const bodyOf = ({ image }: { image: CardImage }) => ({
    statement: statement.statement,
    ...signed(image, statement),
  });
  const kept = (await must(201, await city.post('/v1/consents', bodyOf(first)))) as Consent;
  const given = () =>
    world.authority.store.run('SELECT consent_id FROM authority_consent WHERE resident_id = $1', [
      second.image.residentId,
    ]);
  assert.deepEqual(await codeOf(await city.post('/v1/consents', bodyOf(second))), [
    409,
    'consent-not-prepared',
  ]);
  assert.deepEqual(await given(), [], 'the authority has not heard of it');
  assert.deepEqual(await must(201, await city.post('/v1/consents', bodyOf(first))), kept);
  const raced = await prepared(city);
  const answers = await Promise.all(
    [first, second].map(({ image }) =>
      city.post('/v1/consents', { statement: raced.statement, ...signed(image, raced) }),
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test('nobody asks by another tenant’s consent, for another purpose, or without the scope', async () => {
  const stranger = await world.tenant();
  const { image } = await holder();
  const { personId, consentId } = await given(city, image);
  assert.deepEqual(await codeOf(await items(stranger, personId)), [404, 'consent-missing']);
  assert.deepEqual(await codeOf(await items(city, personId, 'status')), [404, 'consent-missing']);
  assert.deepEqual(await codeOf(await items(city, personId, 'marketing')), [403, 'purpose-not-allowed']);
  const list = (await must(200, await stranger.ask(`/v1/consents?personId=${personId}`))) as { consents: [] };
  assert.deepEqual(list.consents, []);
  const own = (await must(200, await city.ask(`/v1/consents?personId=${personId}`))) as {
    consents: Consent[];
  };
  assert.deepEqual(
    own.consents.map((one) => one.consentId),
    [consentId],
  );
  const reader = await city.key(['consents']);
  const response = await world.ask(`/v1/persons/${personId}/latest-items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${reader}`, 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: PURPOSE }),
  });
  assert.deepEqual(await codeOf(response), [403, 'key-scope']);
});

test('a consent that was taken back is told as ended, here and by one event, and nobody is asked again', async () => {
  const { image } = await holder();
  const { personId } = await given(city, image);
  const view = (await must(
    200,
    await world.authority.ask(ADMIN, `/admin/residents/${image.residentId}`),
  )) as { consents: { consentId: string }[] };
  await happen(image, 'consent-withdrawal', { consentId: view.consents[0]?.consentId });
  const answers = await Promise.all([1, 2, 3].map(() => items(city, personId)));
  for (const answer of answers) assert.deepEqual(await codeOf(answer), [409, 'consent-ended']);
  world.asked.length = 0;
  assert.deepEqual(await codeOf(await items(city, personId)), [409, 'consent-ended']);
  assert.deepEqual(world.asked, []);
  const { events } = (await must(200, await city.ask('/v1/events'))) as {
    events: { type: string; data: object }[];
  };
  assert.equal(events.filter(({ type }) => type === 'consent.ended').length, 1);
  const { consents } = (await must(200, await city.ask(`/v1/consents?personId=${personId}`))) as {
    consents: Consent[];
  };
  assert.deepEqual(
    consents.map(({ inForce }) => inForce),
    [false],
  );
});

test('while the authority is away there are no items and no end of a consent', async () => {
  const { image } = await holder();
  const { personId } = await given(city, image);
  world.network = async () => new Response('gone', { status: 503 });
  assert.deepEqual(await codeOf(await items(city, personId)), [503, 'authority-unavailable']);
  world.network = undefined;
  assert.equal((await items(city, personId)).status, 200);
});

test('what stands in the store of consents has neither certificate nor signature as they are', async () => {
  const { image } = await holder();
  const statement = await prepared(city);
  const { certificate, signature } = signed(image, statement);
  await must(
    201,
    await city.post('/v1/consents', { statement: statement.statement, certificate, signature }),
  );
  const rows = await world.store.run<{ proof: Uint8Array }>('SELECT proof FROM verifier_consent');
  for (const { proof } of rows) {
    assert.ok(!Buffer.from(proof).includes(Buffer.from(fromBase64(signature))));
    assert.ok(proof.length < 1_000, 'there is no room for a certificate');
  }
});

async function encrypted(content: object): Promise<string> {
  const { keys } = (await must(200, await world.ask('/jwks'))) as {
    keys: (JWK & { kid: string; alg: string })[];
  };
  const [key] = keys;
  assert.ok(key);
  const claims = {
    ...{ iss: PROVIDER, aud: 'kazasu-verifier', iat: Math.floor(world.authority.clock.now() / 1_000) },
    ...{ client_id: CLIENT_ID, sign_transaction_id: '00000000-0000-4000-8000-000000000000' },
    ...content,
  };
  return new CompactEncrypt(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, enc: 'A256GCM', kid: key.kid })
    .encrypt(await importJWK(key, key.alg));
}
