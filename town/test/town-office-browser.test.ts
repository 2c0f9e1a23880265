import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findPerson, type PersonId } from '../src/people/index.ts';
import { freshTown, type TestTown } from './support/index.ts';
import { formOf } from './support/resident.ts';

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
  await context.addInitScript(() => {
    if (window.origin !== 'null') window.localStorage.setItem('kazasu-device', 'without');
  });
  await site.getByRole('link', { name: 'アプリを開く' }).click();
  await site.getByText('まちの窓口').first().waitFor();
  await press(site, '内容を確認して進む');
  await press(site, person.name);
  await site.getByLabel('署名用電子証明書の暗証番号').fill(person.pins.signature ?? '');
  await press(site, '次へ');
  await press(site, 'カードをかざす');
  await press(site, /同意して/);
  await press(site, '元のサービスに戻る');
  await site.waitForURL(`${world.town.urls.townOffice}/result`);
}

const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
] as const;

async function visit(viewport: (typeof SIZES)[number]): Promise<BrowserContext> {
  // Nothing turns while a page waits: a frame that is drawn for nobody costs as much as one that is seen.
  return browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' });
}

async function save(site: Page, name: string | RegExp): Promise<{ file: string; name: string }> {
  const saving = site.waitForEvent('download');
  await site.getByRole('link', { name }).click();
  const download = await saving;
  return { file: await download.path(), name: download.suggestedFilename() };
}

/** Until the time-stamp is there the link leads back to the page. */
async function saveEvidence(site: Page): Promise<string> {
  const link = site.getByRole('link', { name: /証拠ファイル/ });
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const saving = site.waitForEvent('download', { timeout: 1_500 }).catch(() => undefined);
    await link.click();
    const download = await saving;
    if (download !== undefined) return download.path();
  }
  return assert.fail('no evidence');
}

for (const viewport of SIZES) {
  test(
    `a resident applies and signs at ${viewport.width} pixels, and saves the form${viewport === SIZES[0] ? '' : ' and the evidence, which are checked'}`,
    options,
    async () => {
      const context = await visit(viewport);
      const complaints: string[] = [];
      context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      const id = viewport === SIZES[0] ? 'hanako' : 'ryoko';
      const site = await apply(context, id);
      await sign(context, site, id);
      await site.getByRole('heading', { name: '申請を受け付けました' }).waitFor();
      const form = await save(site, '電子署名済みの申請書');
      assert.match(form.name, /^juminhyo-shinsei-KZ-\d{8}-signed\.pdf$/);
      const wide = await site.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
      if (viewport !== SIZES[0]) await check(context, site, form.file);
      assert.deepEqual(complaints, []);
      await context.close();
    },
  );
}

/** The page that checks evidence, with what the office gives and the town's trust file. */
async function check(context: BrowserContext, site: Page, form: string): Promise<void> {
  const evidence = await saveEvidence(site);
  const trust = await save(site, /トラストファイル/);
  const opening = context.waitForEvent('page');
  await site.getByRole('link', { name: '証拠の確認ページを開く' }).click();
  const checker = await opening;
  const inputs = checker.locator('input[type=file]');
  await inputs.nth(0).setInputFiles(evidence);
  await inputs.nth(2).setInputFiles(trust.file);
  await checker.getByText('この証拠は有効です').first().waitFor();
  // The page does not judge documents: it tells that this one is the one that was handed in.
  await inputs.nth(1).setInputFiles(form);
  await checker.getByText('お手元の文書は、提出された文書と同じものです').first().waitFor();
}

test('a resident who moved reads why the form was refused, and what to do', options, async () => {
  const context = await visit(SIZES[0]);
  const site = await apply(context, 'daichi');
  await sign(context, site, 'daichi');
  await site.getByRole('heading', { name: '署名用電子証明書が失効しています' }).waitFor();
  assert.ok(await site.getByText('引っ越しや氏名の変更').isVisible());
  await context.close();
});
