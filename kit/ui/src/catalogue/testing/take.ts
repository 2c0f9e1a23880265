import type { Browser, Page } from 'playwright-core';
import type { Box } from './compare.ts';

/** CSS pixels of the window. */
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1024, height: 720 } } as const;
export type Size = keyof typeof SIZES;

export interface Picture {
  /** `button-phone`; the file's name without its ending. */
  readonly name: string;
  readonly png: Uint8Array;
  /** Where there are letters, whose edges every version of a browser draws in its own way. */
  readonly texts: readonly Box[];
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

export interface TakeOptions {
  /** All of them when not given. */
  readonly sections?: readonly string[];
  /** Both when not given. */
  readonly sizes?: readonly Size[];
  /** Rules that stand above all others, for tests that want to see a difference found. */
  readonly spoiled?: string;
}

/** Pictures of the examples of sections in Japanese, nothing in them moving; the phone's before the desk's. */
export async function takePictures(
  browser: Browser,
  url: string,
  options: TakeOptions = {},
): Promise<Picture[]> {
  const { spoiled = '', sizes = ['phone', 'desktop'] } = options;
  const page = await browser.newPage({ locale: 'ja-JP' });
  await page.addInitScript(addRules, spoiled);
  const sections = options.sections ?? (await sectionIds(page, url));
  const pictures: Picture[] = [];
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    await page.goto(`${url}/?bare`);
    for (const id of sections) {
      pictures.push({ name: `${id}-${size}`, ...(await takePicture(page, url, id)) });
    }
  }
  await page.close();
  return pictures;
}

/** Through the object model, which the content security policy allows. */
function addRules(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replaceAll(/[;}]/g, '!important$&'));
  document.adoptedStyleSheets = [sheet];
}

async function takePicture(page: Page, url: string, id: string): Promise<Omit<Picture, 'name'>> {
  await page.evaluate((to) => location.assign(to), `#${id}`);
  const examples = page.locator(`.cat-bare[data-section="${id}"]`);
  await examples.waitFor();
  const prepare = PREPARE[id];
  await prepare?.(page);
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const still = { animations: 'disabled', caret: 'hide' } as const;
  const whole = WHOLE_WINDOW.includes(id);
  const texts = await page.evaluate(textBoxes);
  const png = await (whole ? page.screenshot(still) : examples.screenshot(still));
  // What has been opened or typed would be in the next picture.
  if (prepare !== undefined) await page.goto(`${url}/?bare`);
  return { png, texts };
}

/** Runs inside the page, which is scrolled to its beginning: every line of text, and what fields and marks show. */
function textBoxes(): Box[] {
  const boxes: Box[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if ((node.textContent ?? '').trim() === '') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    boxes.push(...[...range.getClientRects()].map(plain));
  }
  for (const element of document.querySelectorAll(
    'input[type=text], input[type=email], input:not([type]), select',
  )) {
    boxes.push(inside(element));
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    if (getComputedStyle(element, '::before').content !== 'none')
      boxes.push(plain(element.getBoundingClientRect()));
  }
  return boxes.filter(({ width, height }) => width > 1 && height > 1);

  function inside(element: Element): Box {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + 4, y: y + 4, width: width - 8, height: height - 8 };
  }

  function plain({ x, y, width, height }: DOMRect): Box {
    return { x, y, width, height };
  }
}
