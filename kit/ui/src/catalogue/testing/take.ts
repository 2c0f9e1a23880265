import type { Browser, Page } from 'playwright-core';

/** CSS pixels of the window. */
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1024, height: 720 } } as const;
export type Size = keyof typeof SIZES;

export interface Picture {
  /** `button-phone`; the file's name without its ending. */
  readonly name: string;
  readonly png: Uint8Array;
}

/** What a section needs before it can be seen; those that lie over the page are taken with the whole window. */
const PREPARE: { readonly [section: string]: (page: Page) => Promise<void> } = {
  'pin-pad': (page) => page.keyboard.type('12'),
  dialog: (page) => page.locator('.cat-show .kz-button').click(),
  drawer: (page) => page.locator('.cat-show .kz-button').click(),
  toast: (page) => page.locator('.cat-show > .kz-button').click(),
};
const WHOLE_WINDOW = ['dialog', 'drawer', 'toast'];

/** The names of all sections, as the catalogue itself says them. */
export async function sectionIds(page: Page, url: string): Promise<string[]> {
  await page.goto(`${url}/?bare`);
  const all = await page.locator('.cat-bare').getAttribute('data-all');
  return (all ?? '').split(' ');
}

/** Pictures of the examples of every section in Japanese, nothing in them moving. */
export async function takePictures(browser: Browser, url: string): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const size of Object.keys(SIZES) as Size[]) {
    const page = await browser.newPage({ viewport: SIZES[size], locale: 'ja-JP', reducedMotion: 'reduce' });
    for (const id of await sectionIds(page, url)) {
      pictures.push({ name: `${id}-${size}`, png: await takePicture(page, url, id) });
    }
    await page.close();
  }
  return pictures;
}

/** Each on a fresh page: what an earlier section has opened or typed would be in the next. */
async function takePicture(page: Page, url: string, id: string): Promise<Uint8Array> {
  await page.goto('about:blank');
  await page.goto(`${url}/?bare#${id}`);
  const examples = page.locator(`.cat-bare[data-section="${id}"]`);
  await examples.waitFor();
  await PREPARE[id]?.(page);
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const still = { animations: 'disabled', caret: 'hide' } as const;
  return WHOLE_WINDOW.includes(id) ? page.screenshot(still) : examples.screenshot(still);
}
