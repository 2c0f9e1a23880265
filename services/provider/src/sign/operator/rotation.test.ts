import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type * as jose from 'jose';
import type { PrivateSignResult } from '../../api/index.ts';
import { signatureProofOf } from '../../testing/card.ts';
import { addOperator, Operator, Signer } from '../../testing/signer.ts';
import { openPhone } from '../../testing/visit.ts';
import { createWorld, type World } from '../../testing/world.ts';
import { replaceOperator } from './operator-store.ts';

let world: World;
let hanako: CardImage;
let published: jose.JWK[] | undefined;
let asked = 0;
const operator = new Operator('by-address');
const MINUTE = 60_000;

const server: Server = createServer((_request, response) => {
  asked += 1;
  response.statusCode = published === undefined ? 503 : 200;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ keys: published ?? [] }));
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world = await createWorld();
  hanako = await world.personalise({});
  const { jwks: _, ...rest } = operator.registration();
  const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  await addOperator(world, { ...rest, jwksUri });
});
after(async () => {
  server.close();
  await world.close();
});
beforeEach(() => {
  world.clock.advance(10 * MINUTE);
  asked = 0;
});

let clients = 0;
async function shopOf(operatorId: string): Promise<Signer> {
  clients += 1;
  return Signer.create(world, `shop${clients}`, { platformOperator: operatorId });
}

async function signedResult(shop: Signer): Promise<string> {
  const id = await shop.transaction();
  const answer = await shop.result(id, await shop.sign(id, hanako));
  return (answer.body as unknown as PrivateSignResult).sign_certificate_jwe;
}

test('keys by address are fetched once in five minutes, and the first in the set is used from then on', async () => {
  const shop = await shopOf('by-address');
  const old = await operator.publish('RSA-OAEP-256', 'old');
  published = [old];
  assert.equal((await operator.open(await signedResult(shop))).header.kid, 'old');
  const next = await operator.publish('ECDH-ES', 'next', 'P-384');
  published = [next, old];
  assert.equal((await operator.open(await signedResult(shop))).header.kid, 'old');
  assert.equal(asked, 1);
  world.clock.advance(5 * MINUTE);
  const { header } = await operator.open(await signedResult(shop));
  assert.deepEqual(
    { alg: header.alg, enc: header.enc, kid: header.kid },
    { alg: 'ECDH-ES', enc: 'A256GCM', kid: 'next' },
  );
  assert.equal(asked, 2);
});

test('what was encrypted before stays with the key of then; a key that was withdrawn is used no more', async () => {
  const shop = await shopOf('by-address');
  published = [await operator.publish('RSA-OAEP-256', 'first')];
  const before = await signedResult(shop);
  published = [await operator.publish('RSA-OAEP-256', 'second')];
  world.clock.advance(5 * MINUTE);
  assert.equal((await operator.open(await signedResult(shop))).header.kid, 'second');
  assert.equal((await operator.open(before)).header.kid, 'first');
});

test('without a key that can be used now nothing is encrypted: the signature may be tried again, and nothing is kept', async () => {
  const shop = await shopOf('by-address');
  published = [await operator.publish('ECDH-ES', 'good')];
  const id = await shop.transaction();
  const browser = await shop.begin(id);
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  const proof = await signatureProofOf(hanako, phone.transaction);
  for (const bad of [undefined, [], [{ ...published[0], use: 'sig' }], [{ kty: 'oct', k: 'AA', kid: 'x' }]]) {
    published = bad as jose.JWK[] | undefined;
    world.clock.advance(5 * MINUTE + 20_000);
    assert.deepEqual(await phone.sign(proof), { error: 'service_unavailable', final: false });
  }
  const [row] = await world.store.run('SELECT state, result FROM provider_sign_transaction WHERE id = $1', [
    id,
  ]);
  assert.deepEqual({ ...row }, { state: 'begun', result: null });
  published = [await operator.publish('ECDH-ES', 'back')];
  world.clock.advance(20_000);
  assert.ok('state' in (await phone.sign(proof)));
});

test('keys that the operator’s registration holds are changed by replacing it', async () => {
  const inline = new Operator('inline');
  await addOperator(world, inline.registration(await inline.publish('RSA-OAEP-256', 'one')));
  const shop = await shopOf('inline');
  assert.equal((await inline.open(await signedResult(shop))).header.kid, 'one');
  const next = inline.registration(await inline.publish('ECDH-ES', 'two'));
  assert.ok(await replaceOperator(world.store, next));
  const { header, content } = await inline.open(await signedResult(shop));
  assert.equal(header.kid, 'two');
  assert.equal(content.aud, 'inline');
});

test('another operator, with keys of its own, opens nothing', async () => {
  const shop = await shopOf('by-address');
  published = [await operator.publish('RSA-OAEP-256', 'same-name')];
  const stranger = new Operator('stranger');
  await stranger.publish('RSA-OAEP-256', 'same-name');
  const jwe = await signedResult(shop);
  await assert.rejects(stranger.open(jwe), { code: 'ERR_JWE_DECRYPTION_FAILED' });
  assert.equal((await operator.open(jwe)).content.aud, 'by-address');
});
