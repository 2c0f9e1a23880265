import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.0 A and AA are JIS X 8341-3:2016 AA; 2.1 and the habits that axe's authors recommend come on top. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

export interface AxeOptions {
  /** The language that the page must say it is in. */
  readonly lang: string;
  /** Only what this CSS selector finds. */
  readonly within?: string;
  /** Rules that do not apply here, each with its reason beside the call. */
  readonly without?: readonly string[];
}

/**
 * What axe-core finds wrong with the page as it is now, one line a fault; empty is good. The rules run in the page by the
 * debugger's hand, so that its content security policy stays as strict as it is. Movements that end are waited for.
 */
export async function axeFaults(page: Page, options: AxeOptions): Promise<string[]> {
  await injectAxe(page);
  await page.evaluate(restOfMovements);
  const lang = await page.evaluate(() => document.documentElement.lang);
  const { within, without = [] } = options;
  const violations = await page.evaluate(runAxe, { within, without: [...without], tags: TAGS });
  return [
    ...(lang === options.lang ? [] : [`html-lang: the page says ${lang || 'nothing'}, not ${options.lang}`]),
    ...violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target}: ${node.summary}`),
    ),
  ];
}

/** Puts axe-core into the page, once a document. */
export async function injectAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return;
  await page.evaluate(await axeSource());
}

let source: Promise<string> | undefined;
function axeSource(): Promise<string> {
  source ??= readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  return source;
}

async function restOfMovements(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((one) => one.finished));
}

/** Runs inside the page. */
async function runAxe(given: { within: string | undefined; without: string[]; tags: string[] }) {
  const { axe: here } = window as unknown as { axe: typeof axe };
  const { violations } = await here.run(given.within ?? document, {
    runOnly: { type: 'tag', values: given.tags },
    rules: Object.fromEntries(given.without.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  });
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary = '' }) => ({
      target: target.join(' '),
      summary: failureSummary.split('\n').slice(1).join(' ').trim(),
    })),
  }));
}
