import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Town } from '@kazasu/town';
import type { Language } from '@kazasu/ui/text';
import type { Browser, Page } from 'playwright-core';
import { beginLogin, enterCard, openContext, WORDS } from './visit.ts';

const FOLDER = resolve(import.meta.dirname, '../../../docs/pictures');
const PHONE = { width: 390, height: 760 };
const DESK = { width: 900, height: 640 };
const TALL = { width: 900, height: 960 };

type Keep = (page: Page, name: string) => Promise<void>;

/** Writes all pictures of one language, and returns how many. */
export async function takePictures(browser: Browser, town: Town, language: Language): Promise<number> {
  let count = 0;
  const keep: Keep = async (page, name) => {
    mkdirSync(FOLDER, { recursive: true });
    await page.evaluate('document.fonts.ready');
    writeFileSync(
      resolve(FOLDER, `${name}.${language}.png`),
      await page.screenshot({ animations: 'disabled' }),
    );
    count += 1;
  };
  const login = await oneDevice(browser, town, language, keep);
  await twoDevices(browser, town, language, keep);
  await forDevelopers(browser, town, { language, login }, keep);
  return count;
}

/** Returns the transaction's id. */
async function oneDevice(browser: Browser, { urls }: Town, language: Language, keep: Keep): Promise<string> {
  const context = await openContext(browser, language, PHONE);
  const page = await beginLogin(context, urls.reservation);
  const login = /interactions\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  await page.locator('#open-app').click();
  await page.getByRole('button', { name: WORDS[language].next }).waitFor();
  await keep(page, 'app-request');
  await enterCard(page, language);
  await keep(page, 'app-hold');
  await page.locator('.kz-actions button').first().click();
  await page.getByRole('button', { name: WORDS[language].agree }).click();
  await page.getByRole('button', { name: WORDS[language].back }).click();
  await page.waitForURL(/\/mypage/);
  await context.close();
  return login;
}

async function twoDevices(browser: Browser, { urls }: Town, language: Language, keep: Keep): Promise<void> {
  const [there, here] = await Promise.all([
    openContext(browser, language, DESK),
    openContext(browser, language, PHONE),
  ]);
  const page = await beginLogin(there, urls.reservation);
  const renewal = page.waitForResponse(/\/qr$/);
  await page.locator('#renew-qr').click();
  const { url } = (await (await renewal).json()) as { url: string };
  const phone = await here.newPage();
  await phone.goto(url);
  const digits = await phone.locator('.ph-digits [translate=no]').textContent();
  await page.locator('#digits').fill(digits ?? '');
  await keep(page, 'six-digits');
  await Promise.all([there.close(), here.close()]);
}

interface Seen {
  readonly language: Language;
  readonly login: string;
}

/** The choice of an outcome, and the login from before as a diagram. */
async function forDevelopers(browser: Browser, { urls }: Town, { language, login }: Seen, keep: Keep) {
  const context = await openContext(browser, language, TALL);
  const page = await beginLogin(context, urls.reservation);
  await page.getByRole('link', { name: WORDS[language].sandbox }).click();
  await page.locator('fieldset').first().waitFor();
  await keep(page, 'sandbox');
  await page.goto(`${urls.provider}/inspector/find?lang=${language}&id=${login}`);
  await page.locator('.kz-seq').waitFor();
  await keep(page, 'inspector');
  await context.close();
}
