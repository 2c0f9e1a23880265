import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import test, { after, before } from 'node:test';
import { toBase64, toUtf8 } from '@kazasu/bytes';
import { openCard, parseFourItems, sha256DigestInfo } from '@kazasu/card';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import { type Browser, type BrowserContextOptions, devices, type Page } from 'playwright-core';
import { approve, freshTown, HandMadeParty, type TestTown } from './support/index.ts';

const { missing } = requirePeer(CHROMIUM);
const options = { skip: missing };

let world: TestTown;
let browser: Browser;
before(async () => {
  if (missing !== false) return;
  [world, browser] = await Promise.all([freshTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await world?.end();
});

/** Opens the counter from the town's front page; pages that complain, or are wider than the screen, fail the test. */
async function atCounter(
  settings: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'ja-JP', ...settings });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4'))
      complaints.push(message.text());
  });
  await page.goto(world.town.urls.index);
  await page.click('#counter');
  await page.waitForURL(`${world.town.urls.authority}/counter`);
  await work(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

const addressOf = (id: string, event = '') =>
  `${world.town.urls.authority}/counter/residents/${id}${event === '' ? '' : `/events/${event}`}`;

/** One procedure from its form to its outcome. */
async function bring(page: Page, id: string, event: string, entries: Readonly<Record<string, string>> = {}) {
  await page.goto(addressOf(id, event));
  for (const [name, value] of Object.entries(entries)) await page.fill(`#${name}`, value);
  const check = page.locator('button[value=check]');
  if ((await check.count()) > 0) await check.click();
  await page.click('button[value=do]');
  await page.waitForSelector('.kz-notice-success');
  return ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');
}

/** What the card in the box says, which is the one that the phone holds. */
async function fourItemsOn(id: string, pin: string) {
  const transport = await openWebSocketTransport(
    `${world.town.urls.phone.replace('http', 'ws')}/box/cards/${id}`,
  );
  try {
    return parseFourItems((await openCard(transport).readFourItems(toUtf8(pin))).fourItems);
  } finally {
    await transport.close();
  }
}

/** Every event that a card can live through, in one life; the page tells before each what will become of what. */
const LIFE: readonly [event: string, entries: Readonly<Record<string, string>>, told: RegExp][] = [
  ['making', {}, /一時停止.*交付待ち.*新しいカードを用意しました/],
  ['hand-over', { pinAuthentication: '2468', pinText: '1357' }, /有効.*カードに書き込みました/],
  ['move', { address: '架空県みほん市見出一丁目１番' }, /署名用電子証明書.*失効 記載事項の変更/],
  ['card-writing', {}, /カードに書き込みました/],
  ['signature-certificate', { pinSignature: 'NEWPASS9' }, /署名用電子証明書.*発行.*有効/],
  ['correction', { name: '仮名　新' }, /署名用電子証明書.*失効 記載事項の変更/],
  ['pin-reset', { pinText: '8642' }, /カードに書き込みました/],
  ['loss', {}, /利用者証明用電子証明書.*有効.*一時停止/],
  ['recovery', {}, /利用者証明用電子証明書.*一時停止.*有効/],
  ['renewal', {}, /新しい証明書への切り替え.*新しいカードに交換済み/],
  ['loss', {}, /一時停止/],
  ['reissue', {}, /利用の終了.*新しいカードに交換済み/],
  ['revocation-request', {}, /利用者証明用電子証明書.*失効 利用の終了/],
  ['key-compromise', {}, /署名用電子証明書.*失効 秘密鍵の漏えい・危殆化/],
  ['return', {}, /返納済み/],
  ['application', {}, /申請受付済み/],
  ['making', {}, /交付待ち/],
  ['hand-over', {}, /有効/],
  ['departure', {}, /失効 利用の終了.*返納済み/],
  ['death', {}, /廃止/],
];

test('somebody new goes through every procedure, and the card that the phone holds follows', options, () =>
  atCounter({ javaScriptEnabled: false }, async (page) => {
    await page.getByRole('link', { name: '新規申請' }).click();
    const id = await page.inputValue('#residentId');
    await page.fill('#name', '仮名　<b>太郎');
    await page.click('button[value=check]');
    await page.click('button[value=change]');
    await page.fill('#name', '仮名　太郎');
    await page.click('button[value=check]');
    await page.click('button[value=do]');
    await page.getByRole('heading', { name: '申請を受け付けました' }).waitFor();
    for (const [event, entries, told] of LIFE) {
      assert.match(await bring(page, id, event, entries), told, event);
      if (event === 'hand-over' && entries.pinText)
        assert.equal((await fourItemsOn(id, '1357')).name, '仮名　太郎');
      if (event === 'card-writing')
        assert.equal((await fourItemsOn(id, '1357')).address, '架空県みほん市見出一丁目１番');
      if (event === 'pin-reset') assert.equal((await fourItemsOn(id, '8642')).name, '仮名　太郎');
      if (event === 'renewal') assert.equal((await fourItemsOn(id, '1234')).name, '仮名　新');
      assert.doesNotMatch(page.url(), /%|2468|仮名/);
    }
    await page.goto(addressOf(id));
    await page.getByText('この方について行える手続きはありません。').waitFor();
    const log = world.log.join('');
    assert.ok(
      !log.includes('仮名') && !log.includes('みほん市') && !log.includes(id) && !log.includes('NEWPASS9'),
    );
  }),
);

test('a held card cannot log in, and a found one can', options, async () => {
  const party = await HandMadeParty.register(world.town);
  await atCounter({}, async (page) => {
    await bring(page, 'taro', 'loss');
    await assert.rejects(
      approve(world.town, party.begin({ acr_values: 'aal3 ocsp' }).url, 'taro'),
      /certificate_revoked|revoked|hold/,
    );
    await bring(page, 'taro', 'recovery');
    assert.ok(
      (await approve(world.town, party.begin({ acr_values: 'aal3 ocsp' }).url, 'taro')).searchParams.has(
        'code',
      ),
    );
  });
});

/** A statement, signed by the card that the phone holds. */
async function signedBy(id: string, password: string, kind: 'consent' | 'withdrawal', members: object) {
  const nonce = randomBytes(16).toString('hex');
  const type = `kazasu.latest-items-${kind}.1`;
  const statement = toUtf8(JSON.stringify({ type, at: Date.now(), nonce, ...members }));
  const digest = createHash('sha256').update(statement).digest();
  // A consent is signed as a document is; what the holder's own app signs is none.
  const input =
    kind === 'consent' ? sha256DigestInfo(digest) : Buffer.concat([toUtf8('kazasu/statement/1'), digest]);
  const transport = await openWebSocketTransport(
    `${world.town.urls.phone.replace('http', 'ws')}/box/cards/${id}`,
  );
  try {
    const card = openCard(transport);
    const certificate = await card.readSignatureCertificate(toUtf8(password));
    const signature = await card.signWithSignatureKey(toUtf8(password), input);
    return {
      statement: toBase64(statement),
      certificate: toBase64(certificate),
      signature: toBase64(signature),
    };
  } finally {
    await transport.close();
  }
}

async function tell(path: string, body: object, token?: string) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${world.town.urls.authority}${path}`, init);
  return { status: response.status, body: (await response.json()) as { consentId: string } };
}

test('a consent that a card signed ends at the counter, or by the card itself', options, () =>
  atCounter({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${world.town.urls.authority}/counter/verifiers`);
    for (const [name, value] of Object.entries({
      verifierId: 'bank',
      name: '架空銀行',
      purposes: 'account address-check',
      defaultPurpose: 'account',
    }))
      await page.fill(`#${name}`, value);
    await page.getByRole('button', { name: '登録する' }).click();
    const token = (await page.locator('#token').textContent()) ?? '';
    const given = async (service: string) => {
      const consent = { verifierId: 'bank', service, purpose: 'account' };
      const answer = await tell(
        '/v1/consents',
        await signedBy('ryoko', 'RYOKO369', 'consent', consent),
        token,
      );
      assert.equal(answer.status, 201);
      return answer.body.consentId;
    };
    const items = async (consentId: string) =>
      (await tell('/v1/latest-items', { consentId, purpose: 'account' }, token)).status;
    const [first, second] = [await given('口座の開設'), await given('住所の確認')];
    await page.goto(addressOf('ryoko', 'consent-withdrawal'));
    await page.getByLabel('住所の確認').check();
    await page.click('button[value=check]');
    await page.getByText('住所の確認').first().waitFor();
    await page.click('button[value=do]');
    await page.waitForSelector('.kz-notice-success');
    assert.match((await page.locator('main').textContent()) ?? '', /住所の確認 \(bank\)/);
    assert.deepEqual([await items(first), await items(second)], [200, 403]);
    const withdrawal = await signedBy('ryoko', 'RYOKO369', 'withdrawal', { consentId: first });
    assert.equal((await tell('/holder/withdrawals', withdrawal)).status, 200);
    assert.equal((await tell('/holder/withdrawals', withdrawal)).status, 409);
    assert.equal(await items(first), 403);
    await page.goto(addressOf('ryoko'));
    const rows = page.locator('section', {
      has: page.getByRole('heading', { name: '最新4情報の提供の同意' }),
    });
    assert.equal(await rows.getByText('終了', { exact: true }).count(), 2);
    await page.goto(addressOf('ryoko', 'consent-withdrawal'));
    await page.locator('.kz-notice-error').waitFor();
  }),
);

test('by keyboard and on a phone everything can be reached, in both languages', options, () =>
  atCounter({ ...devices['Pixel 7'], viewport: { width: 320, height: 640 } }, async (page) => {
    for (const lang of ['ja', 'en']) {
      for (const place of [
        '',
        '/apply',
        '/lists',
        '/verifiers',
        '/audit',
        '/residents/hanako',
        '/residents/alexandra',
        '/residents/hanako/events/move',
        '/residents/hanako/events/death',
      ]) {
        await page.goto(`${world.town.urls.authority}/counter${place}?lang=${lang}`);
        const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok((wide ?? 0) <= (screen ?? 0), `${place} ${lang}: ${wide} on ${screen}`);
        const nameless = await page.locator('a, button, input:not([type=hidden])').evaluateAll(
          (all) =>
            all.filter((one) => {
              const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [one];
              return labels.every((label) => (label.textContent ?? '').trim() === '');
            }).length,
        );
        assert.equal(nameless, 0, place);
      }
    }
    await page.goto(addressOf('hanako', 'loss'));
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '#main');
    await page.focus('button[value=do]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kz-notice-success');
    await page.reload();
    await page.getByRole('heading', { name: 'This was done already' }).waitFor();
    await bring(page, 'hanako', 'recovery');
  }),
);

test('who has left is outside, also with the back button', options, () =>
  atCounter({}, async (page) => {
    await page.goto(addressOf('hanako'));
    await page.getByRole('button', { name: '終了する' }).click();
    await page.getByRole('heading', { name: '窓口に入る' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: '窓口に入る' }).waitFor();
  }),
);
