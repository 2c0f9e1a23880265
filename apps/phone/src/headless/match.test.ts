import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeProvider, FAKE_BASE, type FakeProvider } from '../testing/index.ts';
import { decide, extendTransaction, openTransaction, PhoneError, waitForMatch } from './index.ts';

const scanned = (fake: FakeProvider) => openTransaction(FAKE_BASE, fake.code, fake.fetch);
const fakeByQr = () => createFakeProvider({ openedBy: 'qr' });
const code = (expected: string, final: boolean) => (error: unknown) =>
  error instanceof PhoneError && error.code === expected && error.final === final;

test('a QR code gives six digits, and nothing else happens until they are typed', async () => {
  const fake = fakeByQr();
  const transaction = await scanned(fake);
  assert.equal(transaction.view.state, 'scanned');
  const told: string[] = [];
  let turns = 0;
  const matched = await waitForMatch(transaction, {
    onDigits: ({ digits }) => told.push(digits),
    pause: async () => {
      turns += 1;
      if (turns === 3) fake.typed();
    },
  });
  assert.equal(matched.view.state, 'opened');
  assert.equal(turns, 3);
  assert.deepEqual(told, [transaction.view.match?.digits], 'told once, however often it was asked');
  assert.match(told[0] ?? '', /^[0-9]{6}$/);
});

test('digits that have had their time are replaced and told', async () => {
  const fake = fakeByQr();
  const told: string[] = [];
  let turns = 0;
  await waitForMatch(await scanned(fake), {
    onDigits: ({ digits }) => told.push(digits),
    pause: async () => {
      turns += 1;
      if (turns === 1) fake.expireDigits();
      if (turns === 3) fake.typed();
    },
  });
  assert.equal(told.length, 2);
  assert.notEqual(told[0], told[1]);
});

test('digits are not shown without end', async () => {
  const fake = fakeByQr();
  const told: string[] = [];
  const waiting = waitForMatch(await scanned(fake), {
    onDigits: ({ digits }) => told.push(digits),
    pause: async () => fake.expireDigits(),
  });
  await assert.rejects(waiting, code('provider/too_many_requests', false));
  assert.equal(told.length, 11);
});

test('wrong digits end it, and so does the time', async () => {
  const wrong = fakeByQr();
  const waiting = waitForMatch(await scanned(wrong), { pause: async () => wrong.typedWrong() });
  await assert.rejects(waiting, code('provider/match_failed', true));
  const late = fakeByQr();
  const tooLate = waitForMatch(await scanned(late), { pause: async () => late.expire() });
  await assert.rejects(tooLate, code('provider/transaction_expired', true));
});

test('a network that is away for a while does not end the waiting', async () => {
  const fake = fakeByQr();
  const transaction = await scanned(fake);
  let turns = 0;
  const flaky: typeof fake.fetch = async (url, init) => {
    if (turns < 3) throw new TypeError('no network');
    return fake.fetch(url, init);
  };
  const matched = await waitForMatch(
    { ...transaction, fetch: flaky },
    {
      pause: async () => {
        turns += 1;
        if (turns === 4) fake.typed();
      },
    },
  );
  assert.equal(matched.view.state, 'opened');
});

test('whoever waits can stop waiting', async () => {
  const fake = fakeByQr();
  const controller = new AbortController();
  const waiting = waitForMatch(await scanned(fake), {
    pause: async () => controller.abort(new Error('enough')),
    signal: controller.signal,
  });
  await assert.rejects(waiting, /enough/);
  assert.equal(fake.state(), 'scanned');
});

test('a transaction by link has nothing to match, and leads back with a ticket only after an approval', async () => {
  const fake = createFakeProvider();
  const opened = await scanned(fake);
  assert.equal(await waitForMatch(opened, { pause: () => assert.fail('waits') }), opened);
  assert.equal(opened.view.returnUrl, undefined);
  const extended = await extendTransaction(opened);
  assert.ok(extended.view.expiresAt >= opened.view.expiresAt);
  const declined = await decide(extended, false);
  assert.match(declined.view.returnUrl ?? '', /\/interactions\/[0-9a-f-]{36}$/);
});
