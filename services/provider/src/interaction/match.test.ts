import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { StatementRunner, TransactionOptions } from '@kazasu/server/store';
import { APP_PATHS, type AppTransaction } from '../api/index.ts';
import { proofOf } from '../testing/card.ts';
import { begin, call, callRaw, digitsOf, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { drawDigits, typedDigits } from './digits.ts';

let world: World;
let hanako: CardImage;
const MINUTE = 60_000;
const state = (final: boolean) => ({ error: 'transaction_state', final });

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

const app = () => world.provider.app;

async function scanned() {
  const browser = await begin(app(), { scope: 'openid' });
  const phone = await openPhone(app(), await browser.qrCode());
  return { browser, phone, digits: digitsOf(phone.transaction) };
}

type Work = (within: StatementRunner) => Promise<unknown>;

/** As if the process ended before it came to this statement. */
function crashingAt(within: StatementRunner, part: string): StatementRunner {
  const run: StatementRunner['run'] = async (statement, values) => {
    if (statement.includes(part)) throw new Error('the process has ended');
    return within.run(statement, values);
  };
  return { run };
}

/** Six digits that are not these. */
const other = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

async function said(browser: Awaited<ReturnType<typeof begin>>, digits: string): Promise<string> {
  const answer = await browser.match(digits);
  assert.equal(answer.status, 303, 'so that neither reload nor back button sends digits twice');
  const location = answer.headers.get('location') ?? '';
  const [path, query = ''] = location.split('?');
  assert.equal(path, `/api/interactions/${browser.id}`);
  assert.match(query, /^(?:match=(?:wrong|late|form))?$/, 'no digits in an address');
  return query.slice('match='.length);
}

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const [row] = await world.store.run('SELECT * FROM provider_transaction WHERE id = $1', [id]);
  return row ?? {};
}

test('from another device: six digits, typed into the browser that began, open the transaction for the card', async () => {
  const { browser, phone, digits } = await scanned();
  assert.deepEqual(await browser.status(), { state: 'scanned', step: 'wait' });
  assert.equal(phone.transaction.match?.expiresAt, world.clock.now() + MINUTE);
  assert.deepEqual((await phone.resume()).match, phone.transaction.match, 'the same after a reload');
  const proof = await proofOf(hanako, phone.transaction);
  assert.deepEqual(await phone.proof(proof), state(false), 'no proof before');
  assert.deepEqual(await phone.decide(true), state(false), 'no agreement before');
  assert.equal(await said(browser, digits), '');
  assert.deepEqual(await browser.status(), { state: 'opened', step: 'wait' });
  const resumed = await phone.resume();
  assert.deepEqual([resumed.state, resumed.match], ['opened', undefined]);
  await phone.proof(proof);
  const agreed = (await phone.decide(true)) as AppTransaction;
  assert.equal(agreed.returnUrl, undefined, 'nothing leads back from another device');
  assert.deepEqual(await browser.status(), { state: 'approved', step: 'answer' });
  assert.match(
    (await browser.answer()).headers.get('location') ?? '',
    /^https:\/\/rp\.example\/callback.*code=/,
  );
});

test('digits stand nowhere in the clear, and are gone once they were used', async () => {
  const { browser, digits } = await scanned();
  const row = await rowOf(browser.id);
  assert.ok(row.digits instanceof Uint8Array);
  assert.ok(!Buffer.from(row.digits).toString('latin1').includes(digits));
  assert.ok(
    !(await (await browser.get()).text()).includes(digits),
    'the browser is not told what it should be told',
  );
  await browser.match(digits);
  assert.equal((await rowOf(browser.id)).digits, null);
});

test('the page asks for them in a field for a one-time code, and tells what was wrong and how many tries are left', async () => {
  const { browser, digits } = await scanned();
  const page = async (query = '') => (await browser.get(query)).text();
  assert.match(await page(), /<input[^>]* inputmode="numeric" autocomplete="one-time-code"/);
  assert.ok(!(await page()).includes('digits-error'));
  assert.equal(await said(browser, other(digits)), 'wrong');
  assert.match(await page('?match=wrong'), /id="digits-error" role="alert">.*数字が違います.*あと4回まで/);
  assert.match(await page('?match=wrong'), /<title>エラー：/);
  for (let i = 0; i < 3; i++) await browser.match(other(digits));
  assert.match(await page('?match=wrong'), /次に間違えると/);
  assert.ok(!(await page('?match=%3Cb%3E')).includes('digits-error'), 'nothing else is said');
});

test('the fifth wrong try ends the login, and the relying party hears why', async () => {
  const { browser, phone, digits } = await scanned();
  for (let i = 0; i < 4; i++) assert.equal(await said(browser, other(digits)), 'wrong');
  assert.equal(await said(browser, other(digits)), '');
  assert.equal(await said(browser, digits), '', 'too late for the right ones');
  assert.deepEqual(await browser.status(), { state: 'failed', step: 'answer' });
  assert.equal((await phone.resume()).state, 'failed');
  assert.deepEqual(await phone.renew(), state(true));
  const { searchParams } = new URL((await browser.answer()).headers.get('location') ?? '');
  assert.equal(searchParams.get('error'), 'access_denied');
  assert.equal(searchParams.get('error_description'), 'The numbers did not match');
  const { state: ended, outcome, failure } = await rowOf(browser.id);
  assert.deepEqual(
    { ended, outcome, failure },
    { ended: 'finished', outcome: 'failed', failure: 'match_failed' },
  );
});

test('where the end of a login could not be written its fifth guess is not counted either', async ({
  mock,
}) => {
  const { browser, phone, digits } = await scanned();
  for (let i = 0; i < 4; i++) await browser.match(other(digits));
  const { transaction } = world.store;
  const crashing = mock.method(world.store, 'transaction', (work: Work, options?: TransactionOptions) =>
    transaction.call(world.store, (within) => work(crashingAt(within, "state = 'failed'")), options),
  );
  assert.equal((await browser.match(other(digits))).status, 500);
  crashing.mock.restore();
  assert.equal((await rowOf(browser.id)).digits_wrong, 4);
  await browser.match(other(digits));
  assert.equal((await phone.resume()).state, 'failed');
});

test('what is not six digits costs no try; other digits, spaces and hyphens are read as they are meant', async () => {
  const { browser, digits } = await scanned();
  for (const text of ['', '12345', '1234567', 'abcdef', `${digits}x`, '-123456.0']) {
    assert.equal(await said(browser, text), 'form', text);
  }
  assert.equal((await browser.post('/match', { 'content-type': 'text/plain' })).status, 303);
  assert.equal((await rowOf(browser.id)).digits_wrong, 0);
  const wide = [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
  assert.equal(await said(browser, ` ${wide.slice(0, 3)}－${wide.slice(3)} `), '');
  assert.equal((await browser.status()).state, 'opened');
});

test('digits count for a minute, others take their place, and the old ones are wrong then', async () => {
  const { browser, phone, digits } = await scanned();
  world.clock.advance(MINUTE);
  assert.equal(await said(browser, digits), 'late', 'right, but too late');
  assert.equal((await rowOf(browser.id)).digits_wrong, 0, 'costs no try');
  const renewed = digitsOf((await phone.renew()) as AppTransaction);
  if (renewed !== digits) assert.equal(await said(browser, digits), 'wrong');
  assert.equal(await said(browser, renewed), '');
  assert.equal((await browser.status()).state, 'opened');
});

test('digits are shown eleven times at most; stopping stays possible', async () => {
  const { browser, phone } = await scanned();
  for (let i = 0; i < 10; i++) assert.equal(((await phone.renew()) as AppTransaction).state, 'scanned');
  assert.deepEqual(await phone.renew(), { error: 'too_many_requests', final: false });
  assert.equal((await phone.resume()).state, 'scanned');
  assert.equal(((await phone.decide(false)) as AppTransaction).state, 'declined');
  assert.deepEqual(await browser.status(), { state: 'declined', step: 'answer' });
});

test('only the browser that began may type them, and only by its own page', async () => {
  const { browser, digits } = await scanned();
  const attacker = await begin(app(), { scope: 'openid' });
  const path = `/api/interactions/${browser.id}/match`;
  const body = () => new URLSearchParams({ digits });
  for (const headers of [
    {},
    { cookie: attacker.cookie },
    { cookie: attacker.cookie.replace(attacker.id, browser.id) },
    { cookie: browser.cookie, origin: 'https://evil.example' },
    { cookie: browser.cookie, 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await app().request(path, { method: 'POST', headers, body: body() });
    assert.equal(answer.status, 404);
  }
  assert.equal((await browser.status()).state, 'scanned');
  assert.equal((await rowOf(browser.id)).digits_wrong, 0);
});

test('digits of one login open no other', async () => {
  const [one, two] = [await scanned(), await scanned()];
  if (one.digits !== two.digits) assert.equal(await said(one.browser, two.digits), 'wrong');
  assert.equal((await two.browser.status()).state, 'scanned');
  const swapped = await rowOf(two.browser.id);
  await world.store.run('UPDATE provider_transaction SET digits = $2 WHERE id = $1', [
    one.browser.id,
    swapped.digits as Uint8Array,
  ]);
  assert.equal((await one.browser.match(two.digits)).status, 500, 'sealed for their own login');
});

test('a QR code that was read, guessed, or shown again opens nothing', async () => {
  const browser = await begin(app(), { scope: 'openid' });
  const code = await browser.qrCode();
  await openPhone(app(), code);
  const unknown = { error: 'transaction_unknown', final: true };
  assert.deepEqual(await call(app(), APP_PATHS.open, { code }), unknown, 'replayed');
  assert.deepEqual(await call(app(), APP_PATHS.open, { code: 'A'.repeat(22) }), unknown, 'guessed');
  assert.equal((await browser.post('/qr')).status, 409, 'none is drawn any more');
});

test('before digits are matched the phone learns who asks, and nothing of a person', async () => {
  const { phone } = await scanned();
  assert.equal(phone.transaction.relyingParty.origin, 'https://rp.example');
  assert.equal(phone.transaction.handover, undefined);
  const browser = await begin(app(), { scope: 'openid' });
  const link = await openPhone(app(), await browser.linkCode());
  assert.equal(link.transaction.match, undefined, 'nothing to match on one device');
  assert.equal((await callRaw(app(), APP_PATHS.match, undefined, link.token)).status, 409);
  assert.equal((await browser.match('123456')).status, 303);
  assert.equal((await browser.status()).state, 'opened');
});

test('every six digits are equally likely', () => {
  const octets = (number: number) => () => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, number);
    return bytes;
  };
  assert.equal(drawDigits(octets(7)), '000007');
  assert.equal(drawDigits(octets(4_293_999_999)), '999999');
  const draws = [4_294_000_000, 0xffffffff, 42].map(octets);
  let at = 0;
  assert.equal(
    drawDigits(() => draws[at++]?.() ?? new Uint8Array(4)),
    '000042',
    'beyond the last whole million it draws again',
  );
  assert.equal(at, 3);
  const counts = new Map<string, number>();
  for (let i = 0; i < 5_000; i++) {
    const first = drawDigits()[0] ?? '';
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  assert.equal(counts.size, 10, 'also those that begin with a zero');
});

test('typed digits are read in every width, with what people put between them', () => {
  for (const text of ['123456', '123 456', '１２３４５６', '123-456', ' 123－456\n', '12 34 56']) {
    assert.equal(typedDigits(text), '123456', JSON.stringify(text));
  }
  for (const text of ['', '12345', '1234567', '12345a', '+123456', '1.23456', '一二三四五六']) {
    assert.equal(typedDigits(text), undefined, JSON.stringify(text));
  }
});
