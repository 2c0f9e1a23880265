/** What a government client is told of the certificate, and what a private one's provider does not even ask. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { CertificateStatus, GovernmentSignResult, PrivateSignResult } from '../api/index.ts';
import { addOperator, digestInfoOf, Operator, Signer } from '../testing/signer.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let town: Signer;
let shop: Signer;
const operator = new Operator('verifier.example');
let people = 0;

before(async () => {
  world = await createWorld();
  await addOperator(world, operator.registration(await operator.publish('ECDH-ES', 'ec-1')));
  town = await Signer.create(world, 'town', { kind: 'government' });
  shop = await Signer.create(world, 'shop', { platformOperator: operator.operatorId });
});
after(() => world.close());
beforeEach(() => {
  world.network = undefined;
  // Past every list in memory.
  world.clock.advance(10 * 60_000);
  world.asked.length = 0;
});

const NUMBERS = [
  '999000000024',
  '999000000032',
  '999000000040',
  '999000000059',
  '999000000067',
  '999000000075',
  '999000000083',
  '999000000091',
  '999000000105',
  '999000000113',
];

function somebody(): Promise<CardImage> {
  people += 1;
  return world.personalise({
    residentId: `somebody-${people}`,
    name: `試野　${people}`,
    myNumber: NUMBERS[people - 1] ?? '',
  });
}

async function statusOf(image: CardImage, acr = 'aal3 crl'): Promise<Partial<CertificateStatus>> {
  const id = await town.transaction();
  const token = await town.sign(id, image, { acr_values: acr });
  const { certificate_status: told } = (await town.result(id, token)).body as unknown as GovernmentSignResult;
  const { checked_at: _, ...status } = told;
  return status;
}

test('after a move the signature certificate is revoked: a town is told so, and the signature goes through', async () => {
  const mover = await somebody();
  assert.deepEqual(await statusOf(mover), { status: 'good', check_method: 'crl' });
  await world.happen(mover, 'move', { address: '架空県かざす市転居町九丁目' });
  world.clock.advance(2 * 60_000);
  assert.deepEqual(await statusOf(mover), { status: 'revoked', check_method: 'crl' });
});

test('a lost card’s certificate is on hold, and is told as that', async () => {
  const loser = await somebody();
  await world.lose(loser);
  world.clock.advance(2 * 60_000);
  assert.deepEqual(await statusOf(loser), { status: 'on_hold', check_method: 'crl' });
});

test('a private client’s provider asks nobody about revocation: the signed result goes out for a revoked one too', async () => {
  const mover = await somebody();
  await world.happen(mover, 'move', { address: '架空県かざす市転居町八丁目' });
  world.clock.advance(2 * 60_000);
  world.asked.length = 0;
  const id = await shop.transaction(digestInfoOf('a contract'));
  const token = await shop.sign(id, mover);
  const { sign_certificate_jwe: jwe } = (await shop.result(id, token)).body as unknown as PrivateSignResult;
  const { content } = await operator.open(jwe);
  assert.equal(content.certificate, mover.jpki.signatureCertificate);
  assert.deepEqual(world.asked, ['POST /v1/serial-links']);
});

test('the way that acr_values names is gone, and no other', async () => {
  const asker = await somebody();
  const ways = async (acr: string) => {
    world.asked.length = 0;
    assert.equal((await statusOf(asker, acr)).status, 'good', acr);
    return world.asked.filter((one) => !one.endsWith('/v1/serial-links'));
  };
  assert.deepEqual(await ways('aal3 ocsp'), ['POST /ocsp']);
  const [list, ...more] = await ways('aal3 crl');
  assert.match(list ?? '', /^GET \/crl\/[0-9a-f]{40}\/[0-9a-f]{64}$/, 'of its own distribution point');
  assert.deepEqual(more, []);
});

test('OCSP tells of a move, and of a lost card, at once', async () => {
  const [mover, loser] = [await somebody(), await somebody()];
  assert.deepEqual(await statusOf(mover, 'ocsp'), { status: 'good', check_method: 'ocsp' });
  await world.happen(mover, 'move', { address: '架空県かざす市転居町六丁目' });
  await world.lose(loser);
  assert.deepEqual(await statusOf(mover, 'ocsp'), { status: 'revoked', check_method: 'ocsp' });
  assert.deepEqual(await statusOf(loser, 'ocsp'), { status: 'on_hold', check_method: 'ocsp' });
});

test('what OCSP cannot tell is unknown, whatever the list would say', async () => {
  const unlucky = await somebody();
  const unknown = { status: 'unknown', check_method: 'ocsp' };
  let before: Uint8Array | undefined;
  const others: readonly [string, (forward: () => Promise<Response>) => Promise<Response>][] = [
    ['away', async () => new Response(null, { status: 503 })],
    ['broken', () => Promise.reject(new TypeError('fetch failed'))],
    ['unauthorized', async () => answerOf(Buffer.from('30030a0106', 'hex'))],
    ['empty', async () => answerOf(new Uint8Array())],
    [
      'altered',
      async (forward) => {
        const octets = new Uint8Array(await (await forward()).arrayBuffer());
        before = octets.slice();
        octets[octets.length - 1] = (octets.at(-1) ?? 0) ^ 1;
        return answerOf(octets);
      },
    ],
    ['the answer to another question', async () => answerOf(before ?? assert.fail())],
  ];
  for (const [name, answer] of others) {
    world.network = (path, forward) => (path === '/ocsp' ? answer(forward) : forward());
    assert.deepEqual(await statusOf(unlucky, 'ocsp'), unknown, name);
  }
  world.network = undefined;
  assert.equal((await statusOf(unlucky, 'ocsp')).status, 'good');
});

test('what cannot be learnt is unknown, and never good', async () => {
  const unlucky = await somebody();
  await statusOf(unlucky);
  const others: readonly [string, (forward: () => Promise<Response>) => Promise<Response>][] = [
    ['away', async () => new Response(null, { status: 503 })],
    ['broken', () => Promise.reject(new TypeError('fetch failed'))],
    ['not a list', async () => listOf(new Uint8Array(100))],
    ['empty', async () => listOf(new Uint8Array())],
    [
      'altered',
      async (forward) => {
        const octets = new Uint8Array(await (await forward()).arrayBuffer());
        octets[octets.length - 1] = (octets.at(-1) ?? 0) ^ 1;
        return listOf(octets);
      },
    ],
  ];
  for (const [name, answer] of others) {
    // A list that was believed before is given while the authority is away, as long as it is current: none such here.
    world.clock.advance(3 * 24 * 3_600_000);
    world.network = (path, forward) => (path.startsWith('/crl/') ? answer(forward) : forward());
    assert.deepEqual(await statusOf(unlucky), { status: 'unknown', check_method: 'crl' }, name);
  }
});

test('a list of another authority, or an older one than was believed, says nothing', async () => {
  const holder = await somebody();
  const old: Record<string, Uint8Array> = {};
  world.network = async (path, forward) => {
    const response = await forward();
    if (!path.startsWith('/crl/')) return response;
    old[path] ??= new Uint8Array(await response.clone().arrayBuffer());
    return response;
  };
  assert.equal((await statusOf(holder)).status, 'good');
  await world.happen(holder, 'move', { address: '架空県かざす市転居町七丁目' });
  world.clock.advance(2 * 60_000);
  assert.equal((await statusOf(holder)).status, 'revoked');
  world.clock.advance(2 * 60_000);
  world.network = async (path, forward) => {
    const before = old[path];
    return before === undefined ? forward() : listOf(before);
  };
  assert.deepEqual(await statusOf(holder), { status: 'unknown', check_method: 'crl' }, 'rolled back');
});

function answerOf(octets: Uint8Array): Response {
  return new Response(octets as BodyInit, { headers: { 'content-type': 'application/ocsp-response' } });
}

function listOf(octets: Uint8Array): Response {
  return new Response(octets as BodyInit, { headers: { 'content-type': 'application/pkix-crl' } });
}
