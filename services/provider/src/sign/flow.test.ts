import assert from 'node:assert/strict';
import { createHash, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import type { GovernmentSignResult, PrivateSignResult } from '../api/index.ts';
import { addOperator, digestInfoOf, digestOf, Operator, Signer } from '../testing/signer.ts';
import { createWorld, HANAKO, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
let shop: Signer;
let town: Signer;
const operator = new Operator('verifier.example');

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
  await addOperator(world, operator.registration(await operator.publish('RSA-OAEP-256', 'rsa-1')));
  shop = await Signer.create(world, 'shop', { platformOperator: operator.operatorId });
  town = await Signer.create(world, 'town', { kind: 'government' });
});
after(() => world.close());

/** As whoever has no library of ours: Node's own reading of the certificate and OpenSSL behind it. */
function verifies(certificate: string, signature: string, document: string): boolean {
  const { publicKey } = new X509Certificate(fromBase64(certificate));
  return verify('sha256', Buffer.from(document), publicKey, fromBase64(signature));
}

test('a private client gets one signed result, which its platform operator alone opens', async () => {
  const digest = digestInfoOf('a contract');
  const { body } = await shop.create({ digest, document_name: '契約書.pdf' });
  const id = body.sign_transaction_id ?? '';
  assert.equal(body.expires_in, 600);
  const visit = await shop.signed(id, hanako);
  assert.deepEqual(visit.phone.transaction.signing, {
    documents: [{ input: Buffer.from(digest, 'base64').toString('base64url'), name: '契約書.pdf' }],
  });
  assert.deepEqual(visit.phone.transaction.items, []);
  const tokens = await shop.tokens(visit);
  const answer = await shop.result(id, tokens.body.access_token);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const { sign_certificate_jwe: jwe, ...rest } = answer.body as unknown as PrivateSignResult;
  assert.deepEqual(rest, { sign_transaction_id: id });
  const { header, content } = await operator.open(jwe);
  assert.deepEqual(header, { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'rsa-1' });
  assert.deepEqual(Object.keys(content).sort(), [
    'aud',
    'certificate',
    'client_id',
    'iat',
    'iss',
    'sign_transaction_id',
    'signatures',
  ]);
  const { iss, aud, client_id: clientId, sign_transaction_id: signed } = content;
  assert.deepEqual(
    { iss, aud, clientId, signed },
    { iss: 'http://localhost:4001/api/realms/main', aud: 'verifier.example', clientId: 'shop', signed: id },
  );
  const [value] = content.signatures;
  assert.equal(value?.digest, digest);
  assert.equal(content.certificate, hanako.jpki.signatureCertificate);
  assert.ok(verifies(content.certificate, value?.signature ?? '', 'a contract'));
  assert.ok(!verifies(content.certificate, value?.signature ?? '', 'another contract'));
  assert.deepEqual(
    (await shop.result(id, tokens.body.access_token)).body,
    answer.body,
    'it may be fetched again',
  );
});

test('a government client gets signature, certificate and what became of it, in the clear', async () => {
  const id = await town.transaction(digestInfoOf('an application'));
  const answer = await town.result(id, await town.sign(id, hanako));
  const result = answer.body as unknown as GovernmentSignResult;
  assert.deepEqual(Object.keys(result).sort(), [
    'certificate',
    'certificate_status',
    'sign_transaction_id',
    'signatures',
  ]);
  assert.ok(verifies(result.certificate, result.signatures[0]?.signature ?? '', 'an application'));
  const checkedAt = Math.floor(world.clock.now() / 1000);
  assert.deepEqual(result.certificate_status, { status: 'good', check_method: 'crl', checked_at: checkedAt });
});

test('a bare hash comes back under the padding as it is, so that only who knows it can check it', async () => {
  const id = await town.transaction(digestOf('a letter'));
  const answer = await town.result(id, await town.sign(id, hanako));
  const { certificate, signatures } = answer.body as unknown as GovernmentSignResult;
  const signature = signatures[0]?.signature ?? '';
  assert.ok(!verifies(certificate, signature, 'a letter'));
  const { publicKey } = new X509Certificate(fromBase64(certificate));
  const signed = publicDecrypt(publicKey, fromBase64(signature));
  assert.deepEqual(signed, createHash('sha256').update('a letter').digest());
});

test('several documents come back in their order, each with its own signature', async () => {
  const names = ['一', '二', '三'];
  const documents = names.map((name) => ({ digest: digestInfoOf(name), name }));
  const { body } = await town.create({ documents });
  const id = body.sign_transaction_id ?? '';
  const result = (await town.result(id, await town.sign(id, hanako))).body as unknown as GovernmentSignResult;
  assert.deepEqual(
    result.signatures.map(({ digest }) => digest),
    documents.map(({ digest }) => digest),
  );
  const good = result.signatures.map(({ signature }, index) =>
    verifies(result.certificate, signature, names[index] ?? ''),
  );
  assert.deepEqual(good, [true, true, true]);
});

test('the page says that the card will sign, and is not about logging in', async () => {
  const browser = await town.begin(await town.transaction());
  const page = await (await browser.get()).text();
  assert.match(page, /<h1>マイナンバーカードで電子署名<\/h1>/);
  assert.match(page, /署名の依頼元/);
  assert.doesNotMatch(page, /マイナンバーカードで認証/);
});

test('items that were asked for and agreed to are at userinfo, as after a login', async () => {
  const id = await town.transaction();
  const visit = await town.signed(id, hanako, { scope: 'openid sign name birthdate' });
  assert.deepEqual(visit.proved.handover, { name: HANAKO.name, birthdate: HANAKO.birthdate });
  const { body } = await town.tokens(visit);
  const answer = await world.provider.app.request('/api/realms/main/protocol/openid-connect/userinfo', {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  const { sub: _, ...items } = (await answer.json()) as Record<string, string>;
  assert.deepEqual(items, { name: HANAKO.name, birthdate: HANAKO.birthdate });
  assert.equal((await town.result(id, body.access_token)).status, 200);
});
