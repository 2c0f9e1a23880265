import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { axeFaults } from '@kazasu/ui/testing';
import type { Page } from 'playwright-core';
import { button, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import { bitmapOf, blankPicture, filmOf, qrPicture } from './testing/qr-picture.ts';

const CAMERA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const FOREIGN = 'https://evil.example/#open=abcdefghijklmnopqrstuvwx';
let folder = '';
const film = () => join(folder, 'film.y4m');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kazasu-film-'));
  await writeFile(film(), filmOf([blankPicture()]));
});
after(() => rm(folder, { recursive: true, force: true }));
const { skip, browser } = appInChromium(() => ({
  args: [...CAMERA, `--use-file-for-fake-video-capture=${film()}`],
}));

/** Remembers every camera that the page opens. */
async function watchCameras(page: Page): Promise<(wanted: readonly string[]) => Promise<void>> {
  await page.addInitScript(() => {
    const opened: MediaStreamTrack[] = [];
    Object.assign(window, { opened });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      opened.push(...stream.getTracks());
      return stream;
    };
  });
  const states = () =>
    page.evaluate(() =>
      (window as unknown as { opened: MediaStreamTrack[] }).opened.map((track) => track.readyState),
    );
  return async (wanted) => {
    // A camera ends after the screen that showed it, and a busy machine takes its time between the two.
    for (let tries = 0; tries < 100; tries++) {
      if (isDeepStrictEqual(await states(), wanted)) return;
      await setTimeout(50);
    }
    assert.deepEqual(await states(), wanted);
  };
}

/** Another app is in front, or this one again. */
function look(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  return page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

test('the camera reads our code and no other one, and is off afterwards', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street, complaints, origins }) => {
      const ours = `${street.url}/#open=${street.fake.code}`;
      await writeFile(film(), filmOf([blankPicture(), qrPicture(FOREIGN), blankPicture(), qrPicture(ours)]));
      const cameras = await watchCameras(page);
      await page.goto(street.url);
      await page.getByText('QRコードを読み取る').click();
      await page.getByText('このアプリのQRコードではありません').waitFor();
      assert.equal(page.url(), `${street.url}/#scan`, 'nothing was opened');
      assert.ok(!(await page.locator('main').innerHTML()).includes('evil'), 'nor shown');
      await page.locator('.ph-digits').waitFor();
      assert.equal(street.fake.state(), 'scanned');
      assert.equal(page.url(), `${street.url}/`);
      await cameras(['ended']);
      assert.deepEqual(complaints, []);
      assert.deepEqual([...origins].sort(), [street.providerOrigin, street.url].sort());
    },
    { withoutAccount: true, openedBy: 'qr' },
  ),
);

test('the camera is on only while somebody looks, and can be put off', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street, complaints }) => {
      await writeFile(film(), filmOf([blankPicture()]));
      const cameras = await watchCameras(page);
      await page.goto(`${street.url}/#scan`);
      await page.getByText('Looking for a QR code').waitFor();
      assert.deepEqual(await axeFaults(page, { lang: 'en' }), []);
      await look(page, 'hidden');
      await cameras(['ended']);
      await look(page, 'visible');
      await page.getByText('Looking for a QR code').waitFor();
      await button(page, 'Stop the camera').click();
      await button(page, 'Use the camera').waitFor();
      await cameras(['ended', 'ended']);
      await button(page, 'Use the camera').click();
      await page.getByText('Looking for a QR code').waitFor();
      await button(page, 'Back to home').click();
      await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
      await cameras(['ended', 'ended', 'ended']);
      assert.deepEqual(complaints, []);
    },
    { withoutAccount: true, context: { locale: 'en-GB', viewport: { width: 1280, height: 900 } } },
  ),
);

test('each reason for having no camera is named, and can be tried again', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street }) => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException('', sessionStorage.getItem('camera') ?? 'NotFoundError'));
      });
      await page.goto(`${street.url}/#scan`);
      await page.getByText('カメラが見つかりません').waitFor();
      for (const [name, title] of [
        ['NotAllowedError', 'カメラの使用が許可されていません'],
        ['NotReadableError', 'カメラをほかのアプリが使っています'],
        ['TypeError', 'カメラを使えません'],
      ] as const) {
        await page.evaluate((fault) => sessionStorage.setItem('camera', fault), name);
        await button(page, 'もう一度試す').click();
        await page.getByText(title).waitFor();
      }
      assert.deepEqual(await axeFaults(page, { lang: 'ja' }), []);
    },
    { withoutAccount: true },
  ),
);

test('without a camera a picture of the code serves, and the link as text', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street, complaints }) => {
      await page.goto(`${street.url}/#scan`);
      const choose = (text?: string) =>
        page.locator('input[type=file]').setInputFiles({
          name: 'picture.bmp',
          mimeType: 'image/bmp',
          buffer: bitmapOf(text === undefined ? blankPicture(900, 700) : qrPicture(text, 900, 700)),
        });
      await choose();
      await page.getByText('写真からQRコードを読み取れません').waitFor();
      await choose(FOREIGN);
      await page.getByText('このアプリのQRコードではありません').waitFor();
      await page.getByLabel('リンク', { exact: true }).fill('https://example.com/');
      await button(page, '手続きを始める').click();
      await page.getByText('この内容は手続きのリンクではありません').waitFor();
      assert.equal(street.fake.digits(), undefined, 'nothing was opened');
      await choose(`${street.url}/#open=${street.fake.code}`);
      await page.locator('.ph-digits').waitFor();
      assert.deepEqual(complaints, []);
      const kept = await page.evaluate(() => Object.keys(sessionStorage).join());
      assert.equal(kept, 'kazasu-transaction');
    },
    { withoutAccount: true, openedBy: 'qr' },
  ),
);

test('a link that is typed opens its request', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street }) => {
      await page.goto(`${street.url}/#scan`);
      await page.getByLabel('リンク', { exact: true }).fill(`${street.url}/#open=${street.fake.code}`);
      await page.keyboard.press('Enter');
      await button(page, '内容を確認して進む').waitFor();
    },
    { withoutAccount: true },
  ),
);
