import { axeFaults, forcedColours, keyboardWalk, zoomFaultsOf } from '@kazasu/ui/testing';
import type { Page } from 'playwright-core';
import type { CheckName } from '../page/accessibility/result.ts';

/** What is wrong with a screen, by check; empty lists are good. */
export type ScreenFaults = { readonly [check in CheckName]: readonly string[] };

/** All checks in Japanese; in English those that the words may change. */
export interface FoundFaults {
  readonly ja: ScreenFaults;
  readonly en: Pick<ScreenFaults, 'title' | 'axe' | 'zoom'>;
}

/** Looks at a screen that is in Japanese, and leaves it as it was. */
export async function checkScreen(page: Page): Promise<FoundFaults> {
  const { order, ...said } = await page.evaluate(readOut);
  const faults = {
    order,
    title: titleFaults(said, 'ja'),
    axe: await axeFaults(page, { lang: 'ja' }),
    keyboard: (await keyboardWalk(page)).faults,
    colours: await forcedColours(page),
  };
  let english = { title: ['never shown'], axe: ['never shown'] };
  const zoom = await zoomFaultsOf(page, ['ja', 'en'], async (language) => {
    await page.evaluate(turnTo, language);
    if (language === 'en') english = await checkWords(page);
  });
  return { ja: { ...faults, zoom: zoom.ja }, en: { ...english, zoom: zoom.en } };
}

/** Around the words the markup is the same, and so are frame and colours: those were looked at in Japanese. */
async function checkWords(page: Page): Promise<{ title: string[]; axe: string[] }> {
  const { dialog, ...said } = await page.evaluate(readOut);
  return {
    title: titleFaults(said, 'en'),
    axe: await axeFaults(page, {
      lang: 'en',
      within: dialog ? 'dialog[open]' : 'main',
      without: ['color-contrast'],
    }),
  };
}

interface Said {
  readonly title: string;
  readonly heading: string;
  readonly lang: string;
}

function titleFaults({ title, heading, lang }: Said, expected: string): string[] {
  const faults =
    title === `${heading} | Kazasu` ? [] : [`the title is “${title}” and the heading “${heading}”`];
  return lang === expected ? faults : [...faults, `the page says that it is in ${lang}`];
}

/** Runs inside the page. A dialog keeps fingers from the switch behind it, but not this. */
function turnTo(language: string): void {
  document.querySelector<HTMLElement>(`.kz-languages button[lang=${language}]`)?.click();
}

/** Runs inside the page: what is read out one after the other stands so on the screen, in its landmarks. */
async function readOut() {
  await document.fonts.ready;
  const faults: string[] = [];
  const dialog = document.querySelector('dialog[open]') !== null;
  const landmarks = [...document.querySelectorAll('header, main, nav.ph-foot, footer')].map(
    ({ tagName }) => tagName,
  );
  if (landmarks.join() !== 'HEADER,MAIN,NAV,FOOTER') faults.push(`landmarks: ${landmarks.join()}`);
  const [heading, ...others] = document.querySelectorAll('h1');
  if (heading === undefined || others.length > 0) faults.push('not one main heading');
  if (!dialog && document.activeElement?.tagName !== 'H1')
    faults.push('reading does not begin at the heading');
  let level = 1;
  for (const part of document.querySelectorAll('main :is(h1, h2, h3, h4)')) {
    const next = Number(part.tagName.slice(1));
    if (next > level + 1) faults.push(`a heading of level ${next} follows one of level ${level}`);
    level = next;
  }
  let below = Number.NEGATIVE_INFINITY;
  for (const block of document.querySelectorAll('main .ph-screen > :not(dialog)')) {
    const { top, height } = block.getBoundingClientRect();
    if (height === 0 || block.classList.contains('kz-hidden')) continue;
    if (top < below - 1) faults.push(`<${block.tagName.toLowerCase()}> stands above what is read before it`);
    below = top;
  }
  return {
    order: faults,
    dialog,
    title: document.title,
    heading: heading?.textContent ?? '',
    lang: document.documentElement.lang,
  };
}
