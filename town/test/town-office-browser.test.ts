import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findPerson, type PersonId } from '../src/people/index.ts';
import { freshTown, type TestTown } from './support/index.ts';
import { formOf } from './support/resident.ts';

const { path, missing } = requirePeer(CHROMIUM);
const options = { skip: missing };

let world: TestTown;
let browser: Browser;
before(async () => {
  if (missing !== false) return;
  [world, browser] = await Promise.all([
    freshTown(),
    chromium.launch({ executablePath: path, args: ['--no-sandbox'] }),
  ]);
});
after(async () => {
  await browser?.close();
  await world?.end();
});

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
}

/** From the front page to the confirmation, typed by hand. */
async function apply(context: BrowserContext, id: PersonId): Promise<Page> {
  context.setDefaultTimeout(30_000);
  const site = await context.newPage();
  await site.goto(world.town.urls.index);
  await site.getByRole('link', { name: 'まちの窓口で署名を試す' }).click();
  await site.getByRole('link', { name: '住民票の写しを申請する' }).click();
  const { name = '', address = '', birthdate = '' } = formOf(id);
  await site.getByLabel('氏名').fill(name);
  await site.getByLabel('生年月日').fill(birthdate);
  await site.getByLabel('住所').fill(address);
  await site.getByLabel('勤務先へ提出').check();
  await press(site, '申請書を作成する');
  await site.getByRole('heading', { name: '申請内容の確認' }).waitFor();
  return site;
}

/** The button, the app with this person's card and password, and back. */
async function sign(context: BrowserContext, site: Page, id: PersonId): Promise<void> {
  const person = findPerson(id) ?? assert.fail(id);
  await press(site, '電子署名して申請する');
  const opening = context.waitForEvent('page');
  await site.getByRole('link', { name: 'アプリを開く' }).click();
  const phone = await opening;
  await phone.getByText('まちの窓口').first().waitFor();
  await press(phone, '内容を確認して進む');
  await press(phone, person.name);
  await phone.getByLabel('署名用電子証明書の暗証番号').fill(person.pins.signature ?? '');
  await press(phone, '次へ');
  await press(phone, 'カードをかざす');
  await press(phone, /同意して/);
  await site.waitForURL(`${world.town.urls.townOffice}/result`);
}

const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

for (const viewport of SIZES) {
  test(
    `a resident applies and signs at ${viewport.width} pixels, and saves form and evidence`,
    options,
    async () => {
      const context = await browser.newContext({ viewport, locale: 'ja-JP' });
      const complaints: string[] = [];
      context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      const site = await apply(context, 'hanako');
      await sign(context, site, 'hanako');
      await site.getByRole('heading', { name: '申請を受け付けました' }).waitFor();
      const saving = site.waitForEvent('download');
      await site.getByRole('link', { name: '電子署名済みの申請書' }).click();
      assert.match((await saving).suggestedFilename(), /^juminhyo-shinsei-KZ-\d{8}-signed\.pdf$/);
      const wide = await site.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
      assert.deepEqual(complaints, []);
      await context.close();
    },
  );
}

test(
  'the page that checks evidence takes what the office gives, with the town’s trust file',
  options,
  async () => {
    const context = await browser.newContext({ viewport: SIZES[1] ?? null, locale: 'ja-JP' });
    const site = await apply(context, 'ryoko');
    await sign(context, site, 'ryoko');
    const saved = async (name: RegExp) => {
      const saving = site.waitForEvent('download');
      await site.getByRole('link', { name }).click();
      return (await saving).path();
    };
    // Until the time-stamp is there the link leads back to the page.
    const evidence = site.getByRole('link', { name: /証拠ファイル/ });
    let bundle: string | undefined;
    for (let attempt = 0; bundle === undefined && attempt < 30; attempt += 1) {
      const download = site.waitForEvent('download', { timeout: 1_500 }).catch(() => undefined);
      await evidence.click();
      bundle = await (await download)?.path();
    }
    const files = [
      bundle ?? assert.fail('no evidence'),
      await saved(/電子署名済み/),
      await saved(/トラストファイル/),
    ];
    const opening = context.waitForEvent('page');
    await site.getByRole('link', { name: '証拠の確認ページを開く' }).click();
    const checker = await opening;
    const inputs = checker.locator('input[type=file]');
    for (const [index, file] of files.entries()) await inputs.nth(index).setInputFiles(file);
    await checker.getByText('この証拠は有効です').first().waitFor();
    await context.close();
  },
);

test('a resident who moved reads why the form was refused, and what to do', options, async () => {
  const context = await browser.newContext({ viewport: SIZES[0] ?? null, locale: 'ja-JP' });
  const site = await apply(context, 'daichi');
  await sign(context, site, 'daichi');
  await site.getByRole('heading', { name: '署名用電子証明書が失効しています' }).waitFor();
  assert.ok(await site.getByText('引っ越しや氏名の変更').isVisible());
  await context.close();
});
