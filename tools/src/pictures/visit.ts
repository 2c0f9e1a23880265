import type { Language } from '@kazasu/ui/text';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** The words of the buttons on the way. */
export const WORDS = {
  ja: {
    next: '内容を確認して進む',
    submit: '次へ',
    same: '直前と同じ番号を使う',
    agree: '同意して提供する',
    back: '元のサービスに戻る',
    sandbox: 'カードを使わずに試す（サンドボックス）',
  },
  en: {
    next: 'This is right, continue',
    submit: 'Next',
    same: 'Use the same number again',
    agree: 'Agree and hand over',
    back: 'Back to the service',
    sandbox: 'Try without a card (sandbox)',
  },
} as const;

/** The card that is held. */
const HANAKO = { name: '見本　花子', pin: '1234' };

/** A browser of somebody who reads `language` and uses the app without an account. */
export async function openContext(
  browser: Browser,
  language: Language,
  viewport: { readonly width: number; readonly height: number },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    viewport,
  });
  context.setDefaultTimeout(20_000);
  // As after “Try it without set-up”.
  await context.addInitScript({
    content: `if (window.origin !== 'null') localStorage.setItem('kazasu-device', 'without')`,
  });
  return context;
}

/** At the reservation site, until the page that leads to the app. */
export async function beginLogin(context: BrowserContext, reservation: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(reservation);
  await page.locator('a[href="/login"]').first().click();
  await page.waitForURL(/\/interactions\//);
  return page;
}

/** From the request to the screen on which the card is held. */
export async function enterCard(page: Page, language: Language): Promise<void> {
  const words = WORDS[language];
  await page.getByRole('button', { name: words.next }).click();
  await page.getByRole('button', { name: HANAKO.name }).click();
  for (const digit of HANAKO.pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: words.submit }).click();
  await page.getByRole('button', { name: words.same }).click();
  await page.locator('.ph-hold-card').waitFor();
}
