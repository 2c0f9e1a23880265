import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { GovernmentSignResult } from '../api/index.ts';
import { proofOf } from '../testing/card.ts';
import { VERIFIER } from '../testing/clients.ts';
import { type Answered, addOperator, digestInfoOf, Operator, REDIRECT, Signer } from '../testing/signer.ts';
import { begin, openPhone } from '../testing/visit.ts';
import { createWorld, PINS, type World } from '../testing/world.ts';

let world: World;
let town: Signer;
let other: Signer;
let shop: Signer;
let hanako: CardImage;
const operator = new Operator('verifier.example');
const MINUTE = 60_000;

before(async () => {
  world = await createWorld();
  await addOperator(world, operator.registration(await operator.publish('ECDH-ES', 'ec-1', 'P-384')));
  town = await Signer.create(world, 'town', { kind: 'government' });
  other = await Signer.create(world, 'other', { kind: 'government' });
  shop = await Signer.create(world, 'shop', { platformOperator: operator.operatorId });
  hanako = await world.personalise({});
});
after(() => world.close());
beforeEach(() => world.clock.advance(10 * MINUTE));

const refusal = ({ status, body }: Answered) => ({ status, error: body.error });
const refused = (status: number, error: string) => ({ status, error });
const UNKNOWN = refused(404, 'sign_transaction_unknown');

/** A login at this client, whose token has the scope that its request had. */
async function loggedIn(client: Signer, scope = 'openid'): Promise<string> {
  const browser = await begin(world.provider.app, { client_id: client.rp.clientId, scope });
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  await phone.proof(await proofOf(hanako, phone.transaction));
  return (await client.tokens({ browser, phone })).body.access_token ?? '';
}

test('without a token of ours, current and for signing, nothing is told', async () => {
  const id = await town.transaction();
  const token = await town.sign(id, hanako);
  for (const bad of [undefined, 'x', `${token}x`, token.slice(0, -4)]) {
    const answer = await town.result(id, bad);
    assert.deepEqual(refusal(answer), refused(401, 'invalid_token'));
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer realm="main", error="invalid_token"/);
    assert.ok(answer.body.error_description);
  }
  const login = await loggedIn(town);
  assert.deepEqual(refusal(await town.result(id, login)), refused(403, 'insufficient_scope'));
  const own = await town.ownToken();
  assert.deepEqual(refusal(await town.result(id, own)), refused(403, 'insufficient_scope'));
  const waiting = await town.transaction();
  assert.deepEqual(
    refusal(await town.result(waiting, own)),
    refused(403, 'insufficient_scope'),
    'nor before',
  );
  world.clock.advance(5 * MINUTE);
  assert.deepEqual(refusal(await town.result(id, token)), refused(401, 'invalid_token'), 'it has run out');
});

test('another client’s transaction is as unknown as one that never was', async () => {
  const mine = await town.transaction();
  await town.sign(mine, hanako);
  const theirs = await other.transaction();
  const token = await other.sign(theirs, hanako);
  const never = '65a04b4e-af8b-45a2-8713-5ec2631bab64';
  const [foreign, unknown] = [await other.result(mine, token), await other.result(never, token)];
  assert.deepEqual(refusal(foreign), UNKNOWN);
  assert.deepEqual(foreign.body, unknown.body);
  for (const odd of ['x', `${theirs}0`, '%00', '..%2f..%2f', "'%20OR%201=1"]) {
    assert.deepEqual(refusal(await other.result(odd, token)), UNKNOWN, odd);
  }
  assert.equal((await other.result(theirs, token)).status, 200);
});

test('the token of another signature of the same client opens nothing, not even of the same person', async () => {
  const [first, second] = [await town.transaction(), await town.transaction()];
  const tokens = [await town.sign(first, hanako), await town.sign(second, hanako)];
  assert.deepEqual(refusal(await town.result(first, tokens[1])), refused(403, 'insufficient_scope'));
  assert.deepEqual(refusal(await town.result(second, tokens[0])), refused(403, 'insufficient_scope'));
  assert.equal((await town.result(first, tokens[0])).status, 200);
});

test('before there is a signature, and after it was declined, failed or came too late, that is told', async () => {
  const token = await town.sign(await town.transaction(), hanako);
  const told = async (id: string) => refusal(await town.result(id, token));
  const id = await town.transaction();
  assert.deepEqual(await told(id), refused(409, 'sign_transaction_not_signed'));
  const { phone } = await town.signed(id, hanako);
  assert.deepEqual(await told(id), refused(409, 'sign_transaction_not_signed'));
  await phone.decide(true);
  assert.deepEqual(await told(id), refused(409, 'sign_transaction_not_signed'), 'the code has not gone out');
  const declined = await town.transaction();
  await (await town.signed(declined, hanako)).phone.decide(false);
  assert.deepEqual(await told(declined), refused(410, 'sign_transaction_declined'));
  const failed = await town.transaction();
  const browser = await town.begin(failed);
  const bad = await openPhone(world.provider.app, await browser.linkCode());
  const proof = { certificate: 'AAAA', signature: 'AAAA', signatures: ['A'.repeat(342)] };
  for (let index = 0; index < 5; index += 1) await bad.sign(proof);
  assert.deepEqual(await told(failed), refused(410, 'sign_transaction_failed'));
  const late = await town.transaction();
  world.clock.advance(10 * MINUTE);
  const young = await town.sign(await town.transaction(), hanako);
  assert.deepEqual(refusal(await town.result(late, young)), refused(410, 'sign_transaction_expired'));
});

test('a result is there again until its time, then gone from the store, and a day later forgotten', async () => {
  for (const client of [town, shop]) {
    const id = await client.transaction();
    const { body } = await client.tokens(await client.signed(id, hanako));
    const first = await client.result(id, body.access_token);
    assert.equal(first.status, 200);
    world.clock.advance(4 * MINUTE);
    assert.deepEqual((await client.result(id, body.access_token)).body, first.body);
    const refreshed = await client.token({
      grant_type: 'refresh_token',
      refresh_token: String(body.refresh_token),
    });
    world.clock.advance(2 * MINUTE);
    const next = refreshed.body.access_token;
    assert.deepEqual(
      (await client.result(id, next)).body,
      first.body,
      'a refreshed token is the same session’s',
    );
    world.clock.advance(4 * MINUTE);
    const again = await client.token({
      grant_type: 'refresh_token',
      refresh_token: String(refreshed.body.refresh_token),
    });
    const last = again.body.access_token;
    assert.deepEqual(refusal(await client.result(id, last)), refused(410, 'sign_result_expired'), 'unswept');
    await world.provider.sweep();
    const row = () =>
      world.store.run('SELECT state, documents, result FROM provider_sign_transaction WHERE id = $1', [id]);
    assert.deepEqual({ ...(await row())[0] }, { state: 'gone', documents: null, result: null });
    assert.deepEqual(refusal(await client.result(id, last)), refused(410, 'sign_result_expired'), 'swept');
    world.clock.advance(24 * 60 * MINUTE);
    await world.provider.sweep();
    assert.deepEqual(await row(), []);
  }
});

test('a token that was narrowed, or whose session ended, fetches nothing any more', async () => {
  const id = await town.transaction();
  const visit = await town.signed(id, hanako);
  await visit.phone.decide(true);
  const answer = await visit.browser.answer(visit.phone);
  const tokens = await town.redeem(answer);
  const narrowed = await town.token({
    grant_type: 'refresh_token',
    refresh_token: String(tokens.body.refresh_token),
    scope: 'openid',
  });
  const { access_token: narrow } = narrowed.body;
  assert.deepEqual(refusal(await town.result(id, narrow)), refused(403, 'insufficient_scope'));
  assert.equal((await town.result(id, tokens.body.access_token)).status, 200);
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const again = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
  assert.equal((await town.token(again)).body.error, 'invalid_grant', 'a code that comes twice was stolen');
  assert.deepEqual(refusal(await town.result(id, tokens.body.access_token)), refused(401, 'invalid_token'));
});

test('nothing of a signature can be read in the store, and of a private client’s nothing is even sealed in the clear', async () => {
  const digest = digestInfoOf('a contract that nobody has read');
  for (const client of [town, shop]) {
    const id = await client.transaction(digest);
    const visit = await client.signed(id, hanako);
    const tables = ['provider_sign_transaction', 'provider_transaction', 'provider_person'];
    const rows = await Promise.all(tables.map((table) => world.store.run(`SELECT * FROM ${table}`)));
    const text = JSON.stringify(rows, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    const certificate = hanako.jpki.signatureCertificate ?? '';
    const octets = Buffer.from(certificate, 'base64').toString('latin1');
    for (const [what, secret] of Object.entries({
      certificate: certificate.slice(40, 80),
      octets: JSON.stringify(octets.slice(100, 140)).slice(1, -1),
      digest,
      name: '見本',
    })) {
      assert.ok(!text.includes(secret), `${what} is in the store`);
    }
    const { body } = await client.tokens(visit);
    assert.equal((await client.result(id, body.access_token)).status, 200);
  }
});

test('no password, digest, name, certificate, id or token reaches the log, and the counters name nobody', async () => {
  world.lines.length = 0;
  const { body: made } = await shop.create({ digest: digestInfoOf('x'), document_name: '離婚届.pdf' });
  const id = String(made.sign_transaction_id);
  const visit = await shop.signed(id, hanako, { scope: 'openid sign name' });
  const { body } = await shop.tokens(visit);
  const { body: result } = await shop.result(id, body.access_token);
  await shop.result(id, 'wrong');
  const log = world.lines.join('');
  assert.ok(log.includes('/api/sign-transactions/:signTransactionId/result'), 'routes as patterns');
  assert.match(log, /sign\.refused/);
  const metrics = await world.provider.metrics.text();
  assert.match(metrics, /kazasu_provider_sign_answers_total\{route="result",result="ok"\} \d+/);
  assert.match(metrics, /kazasu_provider_signature_proofs_total\{result="accepted"\} \d+/);
  const secrets = {
    id,
    digest: digestInfoOf('x'),
    document: '離婚届',
    password: PINS.signature,
    certificate: hanako.jpki.signatureCertificate?.slice(40, 80),
    token: body.access_token,
    jwe: String(result.sign_certificate_jwe).slice(0, 40),
    person: '見本',
  };
  for (const [what, secret] of Object.entries(secrets)) {
    assert.ok(secret && !log.includes(secret) && !metrics.includes(secret), `${what} is in the log`);
  }
});

test('a stored result that is moved to another transaction opens nothing', async () => {
  const [first, second] = [await town.transaction(), await town.transaction()];
  await town.sign(first, hanako);
  const token = await town.sign(second, hanako);
  await world.store.run(
    `UPDATE provider_sign_transaction SET result = (SELECT result FROM provider_sign_transaction WHERE id = $1) WHERE id = $2`,
    [first, second],
  );
  const answer = await town.result(second, token);
  assert.deepEqual(
    { status: answer.status, body: answer.body },
    { status: 500, body: { error: 'server_error' } },
  );
});

test('the result is asked for by GET alone', async () => {
  const id = await town.transaction();
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const answer = await world.provider.app.request(`/api/sign-transactions/${id}/result`, { method });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('allow'), 'GET');
  }
});

test('who signs is another subject than who logs in, and stays the same when the certificate is renewed', async () => {
  const jiro = await world.personalise({ residentId: 'jiro', name: '試野　次郎', myNumber: '999000000067' });
  const subject = (token: string | undefined) =>
    (JSON.parse(Buffer.from((token ?? '').split('.')[1] ?? '', 'base64url').toString()) as { sub: string })
      .sub;
  const signed = async (image: CardImage, client = town) => {
    const id = await client.transaction();
    return subject(await client.sign(id, image));
  };
  const first = await signed(jiro);
  const browser = await begin(world.provider.app, { client_id: 'town', scope: 'openid' });
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  await phone.proof(await proofOf(jiro, phone.transaction));
  const login = subject((await town.tokens({ browser, phone })).body.access_token);
  assert.notEqual(first, login);
  assert.equal(await signed(jiro), first);
  assert.notEqual(await signed(jiro, other), first, 'pairwise, as every subject');
  assert.notEqual(await signed(hanako), first);
  const renewed = await world.renew('jiro');
  assert.equal(await signed(renewed), first);
});

test('a result tells its certificate’s status at the time of the signature, not of the question', async () => {
  const id = await town.transaction();
  const token = await town.sign(id, hanako);
  const then = Math.floor(world.clock.now() / 1000);
  world.clock.advance(2 * MINUTE);
  const { certificate_status: status } = (await town.result(id, token))
    .body as unknown as GovernmentSignResult;
  assert.equal(status.checked_at, then);
});
