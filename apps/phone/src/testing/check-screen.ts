import { axeFaults, forcedColours, keyboardWalk, zoomFaults } from '@kazasu/ui/testing';
import type { Page } from 'playwright-core';
import type { CheckName } from '../page/accessibility/result.ts';

/** What is wrong with a screen, by check; empty lists are good. */
export type ScreenFaults = { readonly [check in CheckName]: readonly string[] };

/** All checks in the language that is shown. `personal`: what must not stand in the title. */
export async function checkScreen(page: Page, lang: 'ja' | 'en'): Promise<ScreenFaults> {
  return {
    order: await page.evaluate(orderFaults),
    title: await titleFaults(page, lang),
    axe: await axeFaults(page, { lang }),
    keyboard: (await keyboardWalk(page)).faults,
    zoom: await zoomFaults(page),
    colours: await forcedColours(page),
  };
}

/** What may differ between the languages; the rest is the same markup. */
export async function checkTranslation(page: Page, lang: 'ja' | 'en'): Promise<Partial<ScreenFaults>> {
  return {
    title: await titleFaults(page, lang),
    axe: await axeFaults(page, { lang }),
    zoom: await zoomFaults(page),
  };
}

async function titleFaults(page: Page, lang: string): Promise<string[]> {
  const [title, heading, said] = await page.evaluate(() => [
    document.title,
    document.querySelector('h1')?.textContent ?? '',
    document.documentElement.lang,
  ]);
  const faults =
    title === `${heading} | Kazasu` ? [] : [`the title is “${title}” and the heading “${heading}”`];
  return said === lang ? faults : [...faults, `the page says that it is in ${said}`];
}

/** Runs inside the page: what is read out one after the other stands so on the screen, in its landmarks. */
function orderFaults(): string[] {
  const faults: string[] = [];
  const dialog = document.querySelector('dialog[open]');
  const landmarks = [...document.querySelectorAll('header, main, nav.ph-foot, footer')].map(
    ({ tagName }) => tagName,
  );
  if (landmarks.join() !== 'HEADER,MAIN,NAV,FOOTER') faults.push(`landmarks: ${landmarks.join()}`);
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one main heading');
  if (dialog === null && document.activeElement?.tagName !== 'H1')
    faults.push('reading does not begin at the heading');
  let level = 1;
  for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4)')) {
    const next = Number(heading.tagName.slice(1));
    if (next > level + 1) faults.push(`a heading of level ${next} follows one of level ${level}`);
    level = next;
  }
  let below = Number.NEGATIVE_INFINITY;
  for (const block of document.querySelectorAll('main .ph-screen > *')) {
    const { top, height } = block.getBoundingClientRect();
    if (height === 0 || block.classList.contains('kz-hidden')) continue;
    if (top < below - 1) faults.push(`<${block.tagName.toLowerCase()}> stands above what is read before it`);
    below = top;
  }
  return faults;
}
