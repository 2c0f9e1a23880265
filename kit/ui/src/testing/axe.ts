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
  const { within, without = [] } = options;
  const given = { within, without: [...without], tags: TAGS };
  const found = (await page.evaluate(runAxe, given)) ?? (await injectAxe(page, given));
  if (found === undefined) throw new Error('axe-core is not in the page that it was put into');
  const { lang, violations } = found;
  return [
    ...(lang === options.lang ? [] : [`html-lang: the page says ${lang || 'nothing'}, not ${options.lang}`]),
    ...violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target}: ${node.summary}`),
    ),
  ];
}

/** Puts axe-core into the page, once a document, and runs it. */
async function injectAxe(page: Page, given: Given): ReturnType<typeof runAxe> {
  await page.evaluate(await axeSource());
  return page.evaluate(runAxe, given);
}

let source: Promise<string> | undefined;
function axeSource(): Promise<string> {
  source ??= readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  return source;
}

interface Given {
  readonly within: string | undefined;
  readonly without: string[];
  readonly tags: string[];
}

/** Runs inside the page; undefined where axe-core is missing. */
async function runAxe(given: Given) {
  const { axe: here } = window as unknown as { axe?: typeof axe };
  if (here === undefined) return undefined;
  const ending = document
    .getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((one) => one.finished));
  const { violations } = await here.run(given.within ?? document, {
    runOnly: { type: 'tag', values: given.tags },
    rules: Object.fromEntries(given.without.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  });
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary = '' }) => ({
      target: target.join(' '),
      summary: failureSummary.split('\n').slice(1).join(' ').trim(),
    })),
  }));
  return { lang: document.documentElement.lang, violations: told };
}
