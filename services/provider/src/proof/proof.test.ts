import assert from 'node:assert/strict';
import { sign as signWith } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64url, toBase64url } from '@kazasu/bytes';
import { type AppProblem, type AppTransaction, type CardProof, challengeMessage } from '../api/index.ts';
import { proofOf } from '../testing/card.ts';
import { TEST_NOW } from '../testing/test-deps.ts';
import { begin, openPhone, type Phone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
let taro: CardImage;

const YEAR = 365 * 24 * 3_600_000;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
  taro = await world.personalise({ residentId: 'taro', name: '試野　太郎', myNumber: '999000000024' });
});
after(() => world.close());
beforeEach(() => {
  world.network = undefined;
  world.asked.length = 0;
  // Only ever forward, as time goes: lists are cached.
  world.clock.advance(600_000);
});

interface Attempt {
  readonly phone: Phone;
  readonly finish: () => Promise<URL>;
}

async function attempt(changes: { readonly [name: string]: string } = {}): Promise<Attempt> {
  const browser = await begin(world.provider.app, changes);
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  return {
    phone,
    finish: async () =>
      new URL((await browser.answer(phone)).headers.get('location') ?? '', 'http://localhost:4001'),
  };
}

async function prove(image: CardImage, changes: { readonly [name: string]: string } = {}) {
  const { phone, finish } = await attempt(changes);
  return { answer: await phone.proof(await proofOf(image, phone.transaction)), finish };
}

/** A refusal that may be tried again; only the last of the five tries ends the login, and the site hears why. */
async function refusedAtLast(code: AppProblem['error'], error: string, description: string, changes = {}) {
  const { phone, finish } = await attempt(changes);
  const proof = await proofOf(hanako, phone.transaction);
  for (const final of [false, false, false, false, true]) {
    assert.deepEqual(await phone.proof(proof), { error: code, final });
  }
  const location = await finish();
  assert.equal(location.searchParams.get('error'), error);
  assert.equal(location.searchParams.get('error_description'), description);
}

async function refusedFinally(
  image: CardImage,
  code: AppProblem['error'],
  error: string,
  description: string,
  changes = {},
) {
  const { answer, finish } = await prove(image, changes);
  assert.deepEqual(answer, { error: code, final: true });
  const location = await finish();
  assert.equal(location.searchParams.get('error'), error);
  assert.equal(location.searchParams.get('error_description'), description);
  assert.equal(location.searchParams.get('code'), null);
}

async function report(id: string): Promise<{ report: string | null; items: Uint8Array | null }> {
  const [row] = await world.store.run<{ report: string | null; items: Uint8Array | null }>(
    'SELECT report, items FROM provider_transaction WHERE id = $1',
    [id],
  );
  return row ?? { report: null, items: null };
}

test('a signature of another card is no proof, and can be tried again', async () => {
  const { phone } = await attempt();
  const [own, other] = [await proofOf(hanako, phone.transaction), await proofOf(taro, phone.transaction)];
  const wrong: AppProblem = { error: 'proof_invalid', final: false };
  assert.deepEqual(await phone.proof({ ...own, signature: other.signature }), wrong);
  assert.equal(((await phone.proof(own)) as AppTransaction).state, 'proved');
});

test('the challenge is rebuilt from what is stored: a signature over any other field is no proof', async () => {
  const { phone } = await attempt({ scope: 'openid' });
  const { challenge } = phone.transaction;
  for (const changed of [
    { ...challenge, issuer: 'https://auth-and-sign.go.jp/api/realms/main' },
    { ...challenge, clientId: 'RP2' },
    { ...challenge, nonce: `${challenge.nonce.slice(1)}A` },
    { ...challenge, expiresAt: challenge.expiresAt + 1 },
  ]) {
    const proof = await proofOf(hanako, { ...phone.transaction, challenge: changed });
    assert.deepEqual(
      await phone.proof(proof),
      { error: 'proof_invalid', final: false },
      JSON.stringify(changed),
    );
  }
});

test('no two challenges are alike', async () => {
  const nonces = new Set<string>();
  for (let i = 0; i < 5; i++) {
    const { nonce } = (await attempt()).phone.transaction.challenge;
    assert.match(nonce, /^[A-Za-z0-9_-]{22}$/);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 5);
});

test('a proof for another transaction is no proof', async () => {
  const [first, second] = [await attempt({ scope: 'openid' }), await attempt({ scope: 'openid' })];
  const proof = await proofOf(hanako, first.phone.transaction);
  assert.deepEqual(await second.phone.proof(proof), { error: 'proof_invalid', final: false });
});

test('after five invalid proofs the login is over, and the relying party hears of it', async () => {
  const { phone, finish } = await attempt({ scope: 'openid' });
  const good = await proofOf(hanako, phone.transaction);
  const bad = { ...good, signature: toBase64url(new Uint8Array(256)) };
  for (let i = 0; i < 4; i++)
    assert.deepEqual(await phone.proof(bad), { error: 'proof_invalid', final: false });
  assert.deepEqual(await phone.proof(bad), { error: 'proof_invalid', final: true });
  assert.deepEqual(await phone.proof(good), { error: 'transaction_state', final: true });
  assert.equal((await finish()).searchParams.get('error'), 'access_denied');
});

test('parallel guesses get no more than five tries between them', async () => {
  const { phone } = await attempt({ scope: 'openid' });
  const good = await proofOf(hanako, phone.transaction);
  const bad = { ...good, signature: toBase64url(new Uint8Array(256)) };
  const answers = await Promise.all(Array.from({ length: 30 }, () => phone.proof(bad)));
  const judged = answers.filter((answer) => 'error' in answer && answer.error === 'proof_invalid');
  assert.equal(judged.length, 5);
});

test('bytes that are no certificate prove nothing', async () => {
  const { phone } = await attempt({ scope: 'openid' });
  const good = await proofOf(hanako, phone.transaction);
  const wrong = { error: 'proof_invalid', final: false };
  assert.deepEqual(await phone.proof({ ...good, certificate: toBase64url(new Uint8Array(1_000)) }), wrong);
  assert.deepEqual(await phone.proof({ ...good, signature: `${good.signature.slice(0, -1)}_` }), wrong);
  assert.deepEqual(world.asked, [], 'the authority is not asked about it');
});

test('a certificate of an authority that is not trusted is refused, and the authority not asked', async () => {
  const elsewhere = await createWorld();
  const stranger = await elsewhere.personalise({});
  await elsewhere.close();
  const description = 'The certificate is not acceptable';
  await refusedFinally(stranger, 'certificate_invalid', 'access_denied', description, { scope: 'openid' });
  assert.deepEqual(world.asked, []);
});

test('the signature certificate of the same card is not accepted for a login', async () => {
  const { phone } = await attempt({ scope: 'openid' });
  const key = Buffer.from(hanako.keys.signature ?? '', 'base64');
  const signature = signWith('sha256', challengeMessage(phone.transaction.challenge), {
    key,
    format: 'der',
    type: 'pkcs8',
  });
  const certificate = Buffer.from(hanako.jpki.signatureCertificate ?? '', 'base64');
  const proof: CardProof = { certificate: toBase64url(certificate), signature: toBase64url(signature) };
  assert.deepEqual(await phone.proof(proof), { error: 'certificate_invalid', final: true });
});

test('a certificate that has run out is refused as such', async () => {
  const old = await world.personalise(
    { residentId: 'old', myNumber: '999000000032' },
    { issuedAt: TEST_NOW - 6 * YEAR, generation: 2 },
  );
  await refusedFinally(old, 'certificate_expired', 'access_denied', 'The certificate has expired');
});

for (const acr of ['aal3 crl', 'aal3 ocsp']) {
  test(`a revoked certificate is refused, also while it is only on hold (${acr})`, async () => {
    for (const end of ['hold', 'revocation']) {
      const residentId = `revoked-${acr.slice(5)}-${end}`;
      const lost = await world.personalise({ residentId, myNumber: myNumberOf(residentId) });
      await (end === 'hold' ? world.lose(lost) : world.revoke(lost, 'keyCompromise'));
      world.clock.advance(120_000);
      const description = 'The certificate has been revoked';
      await refusedFinally(lost, 'certificate_revoked', 'access_denied', description, { acr_values: acr });
    }
  });

  test(`a login asks the authority in the way that was asked for, and is good (${acr})`, async () => {
    world.clock.advance(300_000);
    const { answer } = await prove(hanako, { acr_values: acr });
    assert.equal('state' in answer && answer.state, 'proved', JSON.stringify(answer));
    const path = acr.endsWith('ocsp') ? /^POST \/ocsp$/ : /^GET \/crl\/[0-9a-f]{40}\/[0-9a-f]{64}$/;
    assert.ok(
      world.asked.some((line) => path.test(line)),
      world.asked.join(),
    );
  });

  test(`revocation that cannot be learnt is not good (${acr})`, async () => {
    const description = 'The revocation status of the certificate could not be determined';
    const changes = { acr_values: acr, scope: 'openid' };
    world.clock.advance(48 * 3_600_000);
    for (const network of [
      () => new Response('gone', { status: 503 }),
      () =>
        new Response('nonsense', {
          headers: {
            'content-type': acr.endsWith('ocsp') ? 'application/ocsp-response' : 'application/pkix-crl',
          },
        }),
      () => Promise.reject(new TypeError('unreachable')),
    ]) {
      world.network = async (path, forward) => (/^\/(crl|ocsp)/.test(path) ? network() : forward());
      await refusedAtLast('revocation_unknown', 'temporarily_unavailable', description, changes);
    }
  });
}

test('revocation that could not be learnt may be learnt by the next try of the same login', async () => {
  const { phone } = await attempt({ scope: 'openid', acr_values: 'ocsp' });
  const proof = await proofOf(hanako, phone.transaction);
  world.network = async (path, forward) =>
    path === '/ocsp' ? new Response('gone', { status: 503 }) : forward();
  assert.deepEqual(await phone.proof(proof), { error: 'revocation_unknown', final: false });
  world.network = undefined;
  assert.equal(((await phone.proof(proof)) as AppTransaction).state, 'proved');
});

test('an OCSP answer from before, replayed, is not good: the nonce differs', async () => {
  let kept: ArrayBuffer | undefined;
  world.network = async (path, forward) => {
    const answer = await forward();
    if (path === '/ocsp') kept = await answer.clone().arrayBuffer();
    return answer;
  };
  const changes = { scope: 'openid', acr_values: 'ocsp' };
  const { answer } = await prove(hanako, changes);
  assert.ok('state' in answer && kept !== undefined);
  const headers = { 'content-type': 'application/ocsp-response' };
  world.network = async (path, forward) =>
    path === '/ocsp' ? new Response(kept ?? null, { headers }) : forward();
  const description = 'The revocation status of the certificate could not be determined';
  await refusedAtLast('revocation_unknown', 'temporarily_unavailable', description, changes);
});

test('items that nobody signed are refused', async () => {
  const description = 'The items on the card could not be verified';
  const change: {
    readonly [name: string]: (items: NonNullable<CardProof['items']>) => NonNullable<CardProof['items']>;
  } = {
    'one character of the address': (items) => ({ ...items, fourItems: flipped(items.fourItems, 60) }),
    'the hash of the items': (items) => ({ ...items, integrity: flipped(items.integrity, 60) }),
    'the hash of the My Number, which is signed too': (items) => ({
      ...items,
      integrity: flipped(items.integrity, 10),
    }),
    'the signature': (items) => ({ ...items, integrity: flipped(items.integrity, 200) }),
    'the signer’s key': (items) => ({ ...items, issuerCertificate: flipped(items.issuerCertificate, 200) }),
    'the signer’s signature': (items) => ({
      ...items,
      issuerCertificate: flipped(items.issuerCertificate, 500),
    }),
    'the issuer’s name': (items) => ({ ...items, issuerCertificate: flipped(items.issuerCertificate, 12) }),
    'no TLV at all': (items) => ({ ...items, fourItems: toBase64url(new Uint8Array(40)) }),
  };
  for (const [what, apply] of Object.entries(change)) {
    const { phone, finish } = await attempt();
    const proof = await proofOf(hanako, phone.transaction);
    assert.ok(proof.items);
    const answer = await phone.proof({ ...proof, items: apply(proof.items) });
    assert.deepEqual(answer, { error: 'items_invalid', final: true }, what);
    assert.equal((await finish()).searchParams.get('error_description'), description);
    assert.equal((await report(phone.transaction.challenge.transaction)).items, null);
  }
});

test('items of two cards do not mix: each file is bound to the next', async () => {
  const { phone } = await attempt();
  const proof = await proofOf(hanako, phone.transaction);
  const other = await proofOf(taro, phone.transaction);
  assert.ok(proof.items && other.items);
  const mixed = { ...proof, items: { ...proof.items, fourItems: other.items.fourItems } };
  assert.deepEqual(await phone.proof(mixed), { error: 'items_invalid', final: true });
});

test('items of another card, all of them signed, do not pass beside one’s own chip', async () => {
  const { phone, finish } = await attempt();
  const own = await proofOf(hanako, phone.transaction);
  const other = await proofOf(taro, phone.transaction);
  assert.ok(own.items && other.items);
  const { fourItems, integrity, issuerCertificate, chipKey } = other.items;
  const copied = { ...own, items: { ...own.items, fourItems, integrity, issuerCertificate, chipKey } };
  for (const final of [false, false, false, false]) {
    assert.deepEqual(await phone.proof(copied), { error: 'chip_invalid', final });
  }
  assert.deepEqual(world.asked, [], 'the authority is not asked about it');
  assert.equal((await report(phone.transaction.challenge.transaction)).items, null);
  assert.deepEqual(await phone.proof(copied), { error: 'chip_invalid', final: true });
  const location = await finish();
  assert.equal(location.searchParams.get('error'), 'access_denied');
  const description = 'The items on the card could not be verified';
  assert.equal(location.searchParams.get('error_description'), description);
  const kept = await report(phone.transaction.challenge.transaction);
  assert.equal(kept.items, null);
  assert.match(kept.report ?? '', /"chip.signature","status":"failed"/);
});

test('a card that proves its chip after one that did not is accepted', async () => {
  const { phone } = await attempt();
  const own = await proofOf(hanako, phone.transaction);
  assert.ok(own.items);
  const age = { ...own.items.age, signature: own.items.chipSignature };
  const wrong = { ...own, items: { ...own.items, age } };
  assert.deepEqual(await phone.proof(wrong), { error: 'chip_invalid', final: false });
  assert.equal(((await phone.proof(own)) as AppTransaction).state, 'proved');
});

test('chip signatures of another login or of another certificate are none, though all else is right', async () => {
  const [first, second] = [await attempt(), await attempt()];
  const earlier = await proofOf(hanako, first.phone.transaction);
  const own = await proofOf(hanako, second.phone.transaction);
  assert.ok(own.items && earlier.items);
  const refused = { error: 'chip_invalid', final: false };
  const { chipSignature, age } = earlier.items;
  assert.deepEqual(await second.phone.proof({ ...own, items: { ...own.items, chipSignature } }), refused);
  assert.deepEqual(await second.phone.proof({ ...own, items: { ...own.items, age } }), refused);
  const { certificate, signature } = await proofOf(taro, second.phone.transaction);
  assert.deepEqual(await second.phone.proof({ certificate, signature, items: own.items }), refused);
});

test('items with a part of the chip’s proof missing are no request', async () => {
  const { phone } = await attempt();
  const proof = await proofOf(hanako, phone.transaction);
  assert.ok(proof.items);
  const { items } = proof;
  const without = (name: string) => Object.fromEntries(Object.entries(items).filter(([key]) => key !== name));
  const ageWithout = (name: string) => ({
    ...items,
    age: Object.fromEntries(Object.entries(items.age).filter(([key]) => key !== name)),
  });
  const parts = [
    ...Object.keys(items).map(without),
    ...Object.keys(items.age).map(ageWithout),
    { ...items, chipSignature: '' },
    { ...items, chipKey: 'A'.repeat(1_501) },
  ];
  assert.equal(parts.length, 11);
  for (const part of parts) {
    const answer = await phone.proof({ ...proof, items: part as NonNullable<CardProof['items']> });
    assert.deepEqual(answer, { error: 'request_invalid', final: false });
  }
  assert.equal(((await phone.proof(proof)) as AppTransaction).state, 'proved');
});

test('items come exactly when they are asked for', async () => {
  const without = await attempt();
  const { certificate, signature } = await proofOf(hanako, without.phone.transaction);
  assert.deepEqual(await without.phone.proof({ certificate, signature }), {
    error: 'request_invalid',
    final: false,
  });
  const uninvited = await attempt({ scope: 'openid' });
  const proof = await proofOf(hanako, uninvited.phone.transaction);
  const { items } = await proofOf(hanako, without.phone.transaction);
  assert.ok(items);
  assert.deepEqual(await uninvited.phone.proof({ ...proof, items }), {
    error: 'request_invalid',
    final: false,
  });
});

test('only the items asked for are shown, kept and handed over', async () => {
  const { answer } = await prove(hanako, { scope: 'openid gender name' });
  assert.deepEqual('handover' in answer && answer.handover, { name: '見本　花子', gender: '2' });
});

test('items are sealed, and the report tells nothing about the person', async () => {
  const { phone } = await attempt();
  const proof = await proofOf(hanako, phone.transaction);
  await phone.proof(proof);
  const row = await report(phone.transaction.challenge.transaction);
  assert.ok(row.items !== null && row.report !== null);
  const sealed = Buffer.from(row.items).toString('latin1');
  assert.ok(!sealed.includes(Buffer.from('見本').toString('latin1')) && !sealed.includes('19880517'));
  const kept = JSON.parse(row.report) as { verdict: string; checks: { id: string; facts?: object }[] };
  assert.equal(kept.verdict, 'valid');
  assert.ok(kept.checks.some(({ id }) => id === 'revocation.status'));
  for (const id of ['items.signature', 'chip.signature', 'age.birthdate']) {
    assert.ok(
      kept.checks.some((check) => check.id === id),
      id,
    );
  }
  assert.doesNotMatch(row.report, /48201|3438323031|19880517|花子/);
  for (const check of kept.checks) {
    for (const name of ['notBefore', 'notAfter', 'serial', 'at', 'subject']) {
      assert.ok(!(name in (check.facts ?? {})), `${check.id} tells ${name}`);
    }
  }
});

test('the report of a refusal tells neither when the certificate ends nor when it was revoked', async () => {
  const rows = await world.store.run<{ report: string }>(
    `SELECT report FROM provider_transaction WHERE failure IN ('certificate_expired', 'certificate_revoked')`,
  );
  assert.ok(rows.length >= 3);
  for (const { report: kept } of rows) assert.doesNotMatch(kept, /notAfter|notBefore|"at"/);
});

function flipped(text: string, at: number): string {
  const bytes = fromBase64url(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64url(bytes);
}

/** Twelve digits with a right check digit, made from the name. */
function myNumberOf(name: string): string {
  let digits = '';
  for (let i = 0; digits.length < 11; i++) digits += String((name.charCodeAt(i % name.length) + i) % 10);
  let sum = 0;
  for (let i = 0; i < 11; i++) sum += Number(digits[10 - i]) * (i < 6 ? i + 2 : i - 4);
  const rest = sum % 11;
  return digits + String(rest <= 1 ? 0 : 11 - rest);
}

test('a list that is older than one that was believed is no evidence', async () => {
  const lists: Uint8Array<ArrayBuffer>[] = [];
  world.network = async (path, forward) => {
    const response = await forward();
    if (path.startsWith('/crl/')) lists.push(new Uint8Array(await response.clone().arrayBuffer()));
    return response;
  };
  const proved = async () => ((await prove(hanako)).answer as AppTransaction).state;
  assert.equal(await proved(), 'proved');
  const lost = await world.personalise({ residentId: 'lost', name: '紛失　次郎', myNumber: '999000000032' });
  await world.revoke(lost, 'keyCompromise');
  world.clock.advance(600_000);
  assert.equal(await proved(), 'proved');
  assert.equal(lists.length, 2);

  const [older] = lists;
  const headers = { 'content-type': 'application/pkix-crl' };
  world.network = async (path, forward) =>
    path.startsWith('/crl/') ? new Response(older ?? null, { headers }) : forward();
  world.clock.advance(600_000);
  assert.deepEqual((await prove(hanako)).answer, { error: 'revocation_unknown', final: false });

  world.network = undefined;
  world.clock.advance(600_000);
  assert.equal(await proved(), 'proved');
});
