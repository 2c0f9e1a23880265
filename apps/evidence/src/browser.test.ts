import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { toHex } from '@kazasu/bytes';
import { type Bundle, encodeBundle, sha256 } from '@kazasu/evidence';
import { environment } from '@kazasu/server/config';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { buildPages } from '@kazasu/ui/build';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Browser, Page } from 'playwright-core';
import { evidenceFolder, evidencePages, readEvidencePage } from './serve.ts';
import { NAME, NOW, type PageScene, pageScene } from './testing/scene.ts';

const { missing: skip } = requirePeer(CHROMIUM);
const FILE = join(evidenceFolder, 'index.html');
const scratch = mkdtempSync(join(tmpdir(), 'kazasu-evidence-'));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const good = pageScene();
let browser: Browser | undefined;

before(async () => {
  await buildPages({ apps: [evidencePages] });
  if (!skip) browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

interface Visit {
  readonly page: Page;
  /** Addresses that were asked for. */
  readonly requests: string[];
}

/** From the file itself, without any network, on a clock that stands. */
async function visit(
  use: (visit: Visit) => Promise<void>,
  { locale = 'ja-JP', viewport = DESK }: { locale?: string; viewport?: typeof DESK } = {},
): Promise<void> {
  assert.ok(browser !== undefined);
  const context = await browser.newContext({ locale, viewport, offline: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  page.setDefaultTimeout(15_000);
  await page.clock.setFixedTime(NOW);
  try {
    await page.goto(pathToFileURL(FILE).href);
    await use({ page, requests });
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

type Use = 'bundle' | 'document' | 'trust';

async function give(page: Page, use: Use, octets: Uint8Array, name = `${use}.json`): Promise<void> {
  const buffer = Buffer.from(octets);
  await page.locator(`.ev-file-${use} input`).setInputFiles({ name, mimeType: 'application/json', buffer });
}

const verdict = (page: Page, name: string) => page.locator(`[data-verdict="${name}"]`).waitFor();
const statusOf = (page: Page, id: string) =>
  page
    .locator(`[data-check="${id}"]`)
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-status')));

async function show(page: Page, { bundle, trust }: Pick<PageScene, 'bundle' | 'trust'>, name: string) {
  await give(page, 'trust', trust);
  await give(page, 'bundle', encodeBundle(bundle));
  await verdict(page, name);
}

/** Where KAZASU_SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = environment().KAZASU_SCREENSHOTS;
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

for (const [size, viewport] of [
  ['phone', PHONE],
  ['desk', DESK],
] as const) {
  test(`a good bundle holds, with its document, on a ${size}`, { skip }, () =>
    visit(
      async ({ page, requests }) => {
        await picture(page, `start-${size}`);
        await show(page, good, 'holds');
        await give(page, 'document', good.document, '申請書.pdf');
        await page.locator('[data-check="evidence.document"]').waitFor();
        assert.deepEqual(await statusOf(page, 'evidence.document'), ['passed']);
        await verdict(page, 'holds');
        const text = (await page.locator('main').textContent()) ?? '';
        // What the certificate can spell, with the substitute marked.
        for (const one of [
          '〓橋　花子',
          '架空県かざす市',
          '1988年5月17日',
          '2026年6月1日 9:00:00（日本時間）',
        ]) {
          assert.ok(text.includes(one), one);
        }
        assert.ok(!text.includes(NAME));
        assert.equal(await page.locator('mark').first().textContent(), '〓');
        assert.equal(await page.locator('.ev-check-failed, .ev-check-undetermined').count(), 0);
        assert.deepEqual(
          requests.filter((url) => !url.startsWith('data:')),
          [pathToFileURL(FILE).href],
        );
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= viewport.width, `${width} pixels wide`);
        await picture(page, `good-${size}`);
      },
      { viewport },
    ),
  );
}

test('without trust nothing is decided, and fingerprints compared by eye decide', { skip }, () =>
  visit(
    async ({ page }) => {
      await give(page, 'bundle', encodeBundle(good.bundle));
      await verdict(page, 'untrusted');
      await picture(page, 'untrusted-phone');
      const shown = await page.locator('.ev-fingerprint').allTextContents();
      const fingerprints = shown.map((text) => text.replace(/\s/g, ''));
      assert.ok(fingerprints.includes(toHex(sha256(good.bundle.log.publicKey))));
      const boxes = page.getByRole('checkbox');
      const count = await boxes.count();
      assert.equal(count, 3);
      for (let i = 0; i < count; i++) {
        await verdict(page, 'untrusted');
        await boxes.nth(i).check();
      }
      await verdict(page, 'holds');
      await boxes.nth(2).uncheck();
      await verdict(page, 'untrusted');
      // Of another bundle nothing was compared yet.
      await boxes.nth(2).check();
      await give(page, 'bundle', encodeBundle(pageScene({ revoked: true }).bundle));
      await verdict(page, 'untrusted');
    },
    { viewport: PHONE },
  ),
);

const changed = (octets: Uint8Array) => octets.with(20, (octets[20] ?? 0) ^ 1);
const [link] = good.bundle.proof;
assert(link);
const { request } = good.bundle.parts;
assert(request);

const ALTERED: readonly (readonly [string, Bundle, string])[] = [
  [
    'a part',
    {
      ...good.bundle,
      parts: { ...good.bundle.parts, request: { ...request, content: changed(request.content) } },
    },
    'evidence.part',
  ],
  [
    'a hash of the path',
    {
      ...good.bundle,
      proof: [{ ...link, path: link.path.map((hash, i) => (i === 1 ? changed(hash) : hash)) }],
    },
    'evidence.inclusion',
  ],
  [
    'the place',
    { ...good.bundle, proof: [{ ...link, leafIndex: link.leafIndex + 1 }] },
    'evidence.inclusion',
  ],
  [
    'the time-stamp',
    { ...good.bundle, proof: [{ ...link, token: changed(link.token ?? new Uint8Array(21)) }] },
    'evidence.timestamp',
  ],
];

for (const [title, bundle, check] of ALTERED) {
  test(`altered: ${title}`, { skip }, () =>
    visit(async ({ page }) => {
      await show(page, { bundle, trust: good.trust }, 'altered');
      assert.ok((await statusOf(page, check)).includes('failed'));
      if (title === 'a hash of the path') {
        assert.equal(await page.locator('.ev-tree-wrong').count(), 1);
        await picture(page, 'altered-desk');
      }
    }),
  );
}

test(
  'another document, a revoked signer, an erased part and a renewed time-stamp are each told as what they are',
  { skip },
  () =>
    visit(async ({ page }) => {
      await show(page, good, 'holds');
      await give(page, 'document', Buffer.from('別の文書'));
      await verdict(page, 'other-document');
      await page.getByRole('button', { name: '取り除く' }).first().click();
      await verdict(page, 'holds');
      await show(page, pageScene({ revoked: true }), 'genuine-signature-invalid');
      await picture(page, 'revoked-desk');
      const { signature: _, ...rest } = good.bundle.parts;
      await show(page, { ...good, bundle: { ...good.bundle, parts: rest } }, 'genuine-signature-erased');
      await show(page, pageScene({ renewed: true }), 'holds');
      assert.equal(await page.getByText('タイムスタンプの更新（1回目）').count(), 1);
    }),
);

test('what is no bundle, and what is no file of trust, is said to be none', { skip }, () =>
  visit(async ({ page }) => {
    await give(page, 'bundle', Buffer.from('<script>alert(1)</script>'));
    await verdict(page, 'unreadable');
    await picture(page, 'unreadable-desk');
    await give(page, 'trust', Buffer.from('{"format":"kazasu-evidence-trust/1","anchors":["x"]}'));
    await page.getByText('トラストファイルとして読み取れません').waitFor();
    assert.equal(await page.locator('.ev-file-trust.ev-file-full').count(), 0, 'it does not look accepted');
    await give(page, 'bundle', encodeBundle(good.bundle));
    await verdict(page, 'untrusted');
  }),
);

test('in English every word is English, and the names are as they stand', { skip }, () =>
  visit(
    async ({ page }) => {
      await show(page, good, 'holds');
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await picture(page, 'good-desk-en');
      // What the record and the certificate say stands in `bdi`, in whatever language it was written.
      const text = await page.locator('main').evaluate((main) => {
        const copy = main.cloneNode(true) as HTMLElement;
        for (const one of copy.querySelectorAll('bdi')) one.remove();
        return copy.textContent ?? '';
      });
      assert.ok(text.includes('This evidence holds'));
      assert.doesNotMatch(text, /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      await page.getByRole('button', { name: '日本語' }).click();
      await page.getByText('この証拠は有効です').waitFor();
    },
    { locale: 'en-GB' },
  ),
);

test('a file that is dropped is one that is chosen', { skip }, () =>
  visit(async ({ page }) => {
    const text = Buffer.from(encodeBundle(good.bundle)).toString('utf8');
    const data = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'bundle.json'));
      return transfer;
    }, text);
    await page.locator('.ev-file-bundle').dispatchEvent('drop', { dataTransfer: data });
    await verdict(page, 'untrusted');
  }),
);

test('on paper everything is open and nothing to press is left', { skip }, () =>
  visit(async ({ page }) => {
    await show(page, good, 'holds');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.locator('details:not([open])').count(), 0);
    assert.equal(await page.getByRole('button').filter({ visible: true }).count(), 0);
    await picture(page, 'print');
    writeFileSync(join(scratch, 'page.pdf'), await page.pdf({ format: 'A4', printBackground: true }));
  }),
);

test('the policy allows nothing but what stands in the file, and the file names no other host', async () => {
  const text = readFileSync(FILE, 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; img-src data:; base-uri 'none'; form-action 'none'$/,
  );
  assert.equal(text.match(/<script type="module">/g)?.length, 1);
  assert.doesNotMatch(text, /<(?:script|link|img)[^>]*\s(?:src|href)="(?!data:)/);
  assert.doesNotMatch(text, /url\(["']?(?!data:)[a-z/]/i);
  const size = { whole: text.length, packed: gzipSync(text).length };
  assert.ok(size.whole < 700_000 && size.packed < 230_000, JSON.stringify(size));
});

test('it is given away as it is, with headers that say what a file cannot', async () => {
  const { body, headers } = await readEvidencePage({ download: true });
  assert.deepEqual(Buffer.from(body), readFileSync(FILE));
  assert.equal(headers['Content-Disposition'], 'attachment; filename="kazasu-evidence.html"');
  assert.match(headers['Content-Security-Policy'] ?? '', /frame-ancestors 'none'/);
});
