import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RunningServer, serve } from '@kazasu/server/http';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';

const { missing } = requirePeer(CHROMIUM);

describe('the console in a real browser', { skip: missing }, () => {
  let world: World;
  let city: Member;
  let server: RunningServer;
  let browser: Browser;
  let base: string;

  before(async () => {
    // The verifier's own address stands in its settings; the port is found first.
    const probe = await serve(new Hono(), { hostname: 'localhost', port: 0 });
    await probe.close();
    base = `http://localhost:${probe.port}`;
    world = await createWorld({ baseUrl: base });
    server = await serve(world.verifier.app, { hostname: 'localhost', port: probe.port });
    city = await world.tenant({ name: '架空市', retentionDays: 2557 });
    const signed = signDocuments(await world.card(), ['a contract']);
    await must(201, await city.verify({ purpose: PURPOSE, reference: 'case-1', ...signed }));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await world.close();
  });

  const heading = (page: Page) => page.getByRole('heading', { level: 1 });
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  async function visit(options: { locale: string; script?: boolean; width?: number }) {
    const { locale, script = true, width = 390 } = options;
    const context = await browser.newContext({
      locale,
      javaScriptEnabled: script,
      viewport: { width, height: 844 },
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    page.setDefaultTimeout(15_000);
    return { context, page, complaints, asked };
  }

  const link = async () => {
    const made = await world.operate('POST', `/admin/tenants/${city.tenantId}/console-links`, {});
    return ((await must(201, made)) as { url: string }).url;
  };

  test('from a link to the report, its items, a new key and out again, without a complaint or a foreign host', async () => {
    const { context, page, complaints, asked } = await visit({ locale: 'ja-JP' });
    const url = await link();
    await page.goto(url);
    await page.waitForURL(`${base}/console`);
    await page.getByRole('link', { name: '検証結果', exact: true }).click();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByText('有効であることを確認しました').waitFor();
    const chain = page.getByRole('img', { name: '署名から信頼の起点まで' });
    assert.match((await chain.locator('desc').textContent()) ?? '', /失効していません/);
    await button(page, '目的を記録して表示する').click();
    await page.getByText('見本　花子').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'タイムスタンプなしで保存' }).click();
    assert.match((await download).suggestedFilename(), /^evidence-[0-9a-f-]{36}\.json$/);
    await page.getByText('契約の終了日を登録する').click();
    await page.getByLabel('契約の終了日', { exact: true }).fill('2026-06-15');
    await button(page, '登録する').click();
    await page.getByText('2033年6月15日まで消去できません').waitFor();
    await page.getByRole('link', { name: 'APIキー' }).click();
    await page.getByLabel('名前').fill('窓口システム');
    await button(page, '作成する').click();
    assert.match((await page.locator('#token').textContent()) ?? '', /^kzv_/);
    await button(page, 'サインアウト').click();
    await heading(page).getByText('サインイン').waitFor();
    const [, code = ''] = url.split('#');
    assert.ok(asked.every((one) => one.startsWith(base) || one === 'about:blank'));
    assert.ok(
      asked.every((one) => !new URL(one).search.includes(code) && !new URL(one).pathname.includes(code)),
    );
    // The page that shows the way in is itself a 401.
    assert.deepEqual(
      complaints.filter((one) => !one.includes('401')),
      [],
    );
    await context.close();
  });

  test('without scripts the code of a link is entered by hand, and everything else works as it does', async () => {
    const { context, page } = await visit({ locale: 'en-GB', script: false });
    const url = await link();
    await page.goto(url);
    await page.getByLabel('Code of the link').fill(url.split('#')[1] ?? '');
    await button(page, 'Open the console').click();
    await heading(page).getByText('Overview').waitFor();
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByRole('img', { name: 'By day' }).waitFor();
    await context.close();
  });

  test('a code leaves the address before it is used, and a link is used up by the first browser', async () => {
    const url = await link();
    const [first, second] = [await visit({ locale: 'ja-JP' }), await visit({ locale: 'ja-JP' })];
    const addresses: string[] = [];
    await first.page.route('**/console/enter', async (route) => {
      if (route.request().method() === 'POST') addresses.push(first.page.url());
      await route.continue();
    });
    await first.page.goto(url);
    await first.page.waitForURL(`${base}/console`);
    assert.deepEqual(addresses, [`${base}/console/enter`]);
    await second.page.goto(url);
    await second.page.getByText('このリンクは使えません').waitFor();
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('no page is wider than a phone, and on paper there are neither menu nor forms but every check', async () => {
    const { context, page } = await visit({ locale: 'ja-JP', width: 320 });
    await page.goto(await link());
    await page.waitForURL(`${base}/console`);
    const found = await world.store.run<{ id: string }>('SELECT id FROM verifier_record');
    const report = `/console/verifications/${found[0]?.id}`;
    for (const path of [
      '/console',
      '/console/verifications',
      report,
      '/console/usage',
      '/console/webhooks',
      '/console/keys',
    ]) {
      await page.goto(base + path);
      const wide = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.equal(wide, 0, path);
    }
    await page.goto(base + report);
    const check = page.getByText('すべての証明書が、その発行者の鍵で署名されていること');
    assert.equal(await check.isVisible(), false);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await check.isVisible(), true);
    for (const hidden of ['form', 'nav', '#items']) {
      for (const one of await page.locator(hidden).all()) assert.equal(await one.isVisible(), false, hidden);
    }
    assert.equal(await page.getByText('署名検証結果報告書').isVisible(), true);
    await context.close();
  });
});
