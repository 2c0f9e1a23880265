import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { AppTransaction } from '../api/index.ts';
import { proofOf } from '../testing/card.ts';
import { begin, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
const MINUTE = 60_000;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

const app = () => world.provider.app;

async function approved() {
  const browser = await begin(app(), { scope: 'openid' });
  const phone = await openPhone(app(), await browser.linkCode());
  await phone.proof(await proofOf(hanako, phone.transaction));
  const { returnUrl = '' } = (await phone.decide(true)) as AppTransaction;
  return { browser, phone, returnUrl };
}

/** With this cookie, and none other. */
const visit = (url: string, cookie = '', method = 'GET') =>
  app().request(url, { method, headers: cookie === '' ? {} : { cookie } });

test('on one device the app leads back with a ticket, and only then there is an answer', async () => {
  const { browser, phone, returnUrl } = await approved();
  assert.match(
    returnUrl,
    new RegExp(`^http://localhost:4001/api/interactions/${browser.id}/return\\?ticket=[A-Za-z0-9_-]{43}$`),
  );
  assert.equal((await phone.resume()).returnUrl, returnUrl, 'the same after the app was reloaded');
  assert.deepEqual(await browser.status(), { state: 'approved', step: 'wait' });
  const early = await browser.get('/continue');
  assert.equal(
    early.headers.get('location'),
    `/api/interactions/${browser.id}`,
    'whoever only waits gets nothing',
  );
  assert.match(await (await browser.get()).text(), /id="back-to-app" href="http:\/\/localhost:4002\/"/);
  const back = await visit(returnUrl, browser.cookie);
  assert.equal(back.status, 303);
  assert.match(back.headers.get('location') ?? '', /^https:\/\/rp\.example\/callback\?.*code=/);
  assert.equal(back.headers.get('referrer-policy'), 'no-referrer');
});

test('a link that was passed on: neither who sent it nor who opened it gets anything', async () => {
  // The attacker began and sent the link; the victim opened it and agreed.
  const { browser: attacker, returnUrl } = await approved();
  for (let i = 0; i < 3; i++) {
    assert.equal(
      (await attacker.get('/continue')).headers.get('location'),
      `/api/interactions/${attacker.id}`,
    );
  }
  const victim = await begin(app(), { scope: 'openid' });
  for (const cookie of ['', victim.cookie, victim.cookie.replace(victim.id, attacker.id)]) {
    const page = await visit(returnUrl, cookie);
    assert.equal(page.status, 404);
    assert.equal(page.headers.get('location'), null);
    const text = await page.text();
    assert.match(text, /このブラウザーでは続けられません/);
    assert.match(text, /アドレスを、ほかの人に送らないでください/);
    assert.ok(!text.includes(attacker.id) && !text.includes('ticket'), 'tells nothing');
  }
  const sessions = await world.store.run('SELECT id FROM provider_session WHERE id = $1', [attacker.id]);
  assert.deepEqual(sessions, []);
});

test('the page for other browsers is the same for a login that never was', async () => {
  const { returnUrl } = await approved();
  const unknown = await visit(
    `/api/interactions/00000000-0000-4000-8000-000000000000/return?ticket=${'x'.repeat(43)}`,
  );
  assert.equal(await (await visit(returnUrl)).text(), await unknown.text());
});

test('a ticket is good once, whole, and for its own login', async () => {
  const [one, two] = [await approved(), await approved()];
  const swapped = one.returnUrl.replace(/ticket=.*/, two.returnUrl.split('?')[1] ?? '');
  for (const url of [
    swapped,
    `${one.returnUrl}x`,
    one.returnUrl.slice(0, -1),
    one.returnUrl.split('?')[0] ?? '',
  ]) {
    const answer = await visit(url, one.browser.cookie);
    assert.equal(answer.headers.get('location'), `/api/interactions/${one.browser.id}`, url);
  }
  assert.equal(
    (await visit(one.returnUrl, one.browser.cookie, 'HEAD')).status,
    405,
    'looking uses nothing up',
  );
  assert.ok((await visit(one.returnUrl, one.browser.cookie)).headers.get('location')?.includes('code='));
  const again = await visit(one.returnUrl, one.browser.cookie);
  assert.equal(again.status, 410);
  assert.match(await again.text(), /この手続きは終わりました/);
  assert.equal(
    (await one.phone.resume()).returnUrl,
    `http://localhost:4001/api/interactions/${one.browser.id}`,
    'no ticket is left to give',
  );
});

test('a ticket is stored as a hash alone, and is not the phone’s token', async () => {
  const { browser, phone, returnUrl } = await approved();
  const ticket = returnUrl.split('=')[1] ?? '';
  const [row] = await world.store.run('SELECT * FROM provider_transaction WHERE id = $1', [browser.id]);
  assert.ok(
    row?.ticket_hash && ![phone.token, ticket].some((secret) => JSON.stringify(row).includes(secret)),
  );
  assert.notEqual(ticket, phone.token);
});

test('whatever ended without an agreement needs no ticket, and the app leads back to it', async () => {
  const browser = await begin(app(), { scope: 'openid' });
  const phone = await openPhone(app(), await browser.linkCode());
  assert.equal(phone.transaction.returnUrl, undefined, 'nothing to go back to yet');
  const declined = (await phone.decide(false)) as AppTransaction;
  assert.equal(declined.returnUrl, `http://localhost:4001/api/interactions/${browser.id}`);
  assert.deepEqual(await browser.status(), { state: 'declined', step: 'answer' });
  const page = await visit(declined.returnUrl ?? '', browser.cookie);
  assert.equal(page.headers.get('refresh'), `0; url=/api/interactions/${browser.id}/continue`);
  assert.match((await browser.answer()).headers.get('location') ?? '', /error=access_denied/);
});

test('an agreement that nobody came back for runs out', async () => {
  const { browser, phone, returnUrl } = await approved();
  world.clock.advance(30 * MINUTE);
  assert.deepEqual(await browser.status(), { state: 'expired', step: 'answer' });
  assert.equal((await phone.resume()).returnUrl, `http://localhost:4001/api/interactions/${browser.id}`);
  const late = await visit(returnUrl, browser.cookie);
  assert.match(late.headers.get('location') ?? '', /error=temporarily_unavailable/);
});

test('another tab of the same browser hears that it is over', async () => {
  const { browser, returnUrl } = await approved();
  await visit(returnUrl, browser.cookie);
  assert.deepEqual(await browser.status(), { state: 'finished', step: 'over' });
  assert.match(await (await browser.get()).text(), /この手続きは終わりました/);
});

test('every page forbids frames, openers and referrers', async () => {
  const { browser, returnUrl } = await approved();
  const own = `/api/interactions/${browser.id}`;
  for (const [url, cookie] of [
    [own, browser.cookie],
    [own, ''],
    [`${own}/status`, browser.cookie],
    [returnUrl, ''],
    [returnUrl, browser.cookie],
  ] as const) {
    const { headers } = await visit(url, cookie);
    assert.equal(headers.get('x-frame-options'), 'DENY', url);
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
  }
});
