import type { Page } from 'playwright-core';
import type { Device } from './device.ts';

/** Where a person waits, and what for. The texts are those of the Japanese app. */
interface Step {
  readonly name: string;
  /** What the person does; the time begins when it is done. */
  act(page: Page): Promise<void>;
  /** There when the person can go on. */
  readonly until: string;
}

const HANAKO = { card: '見本　花子', pin: '1234' } as const;
const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().tap();

/** `FIRST` is the first screen of the app. */
export const FIRST = 'app opened, first screen can be used';
const STEPS: readonly Step[] = [
  {
    name: FIRST,
    act: (page) => page.getByRole('link', { name: 'アプリを開く' }).tap(),
    until: 'button:has-text("内容を確認して進む")',
  },
  {
    name: 'request accepted, cards shown',
    act: press('内容を確認して進む'),
    until: `button:has-text("${HANAKO.card}")`,
  },
  { name: 'card taken, its tries read', act: press(HANAKO.card), until: '.kz-pin' },
  { name: 'PIN typed, second one asked for', act: typePin, until: 'button:has-text("直前と同じ番号を使う")' },
  { name: 'same PIN again', act: press('直前と同じ番号を使う'), until: 'button:has-text("カードをかざす")' },
  {
    name: 'card held, read and judged',
    act: press('カードをかざす'),
    until: 'button:has-text("同意して提供する")',
  },
  {
    name: 'agreed and handed over',
    act: press('同意して提供する'),
    until: 'button:has-text("元のサービスに戻る")',
  },
  {
    name: 'back at the service, logged in',
    act: press('元のサービスに戻る'),
    until: 'form[action="/logout"]',
  },
];

export const STEP_NAMES: readonly string[] = [
  'waiting page of the provider',
  ...STEPS.map(({ name }) => name),
];

export interface MeasuredLogin {
  /** Milliseconds by step, in the order of `STEP_NAMES`. */
  readonly steps: readonly number[];
  /** Octets of compressed script until the first screen of the app could be used. */
  readonly scripts: number;
}

/** From the service's button to its own page again, in one tab. */
export async function logIn({ page, scripts }: Device, site: string): Promise<MeasuredLogin> {
  const steps: number[] = [];
  let octets = 0;
  steps.push(
    await timed(async () => void (await page.goto(`${site}/login`)), page, 'a:has-text("アプリを開く")'),
  );
  scripts();
  for (const { name, act, until } of STEPS) {
    steps.push(await timed(() => act(page), page, until));
    if (name === FIRST) octets = scripts();
  }
  return { steps, scripts: octets };
}

async function timed(act: () => Promise<void>, page: Page, until: string): Promise<number> {
  const begun = performance.now();
  await act();
  await page.locator(until).first().waitFor();
  return performance.now() - begun;
}

/** Typed without a pause, as no person does. */
async function typePin(page: Page): Promise<void> {
  await page.keyboard.type(HANAKO.pin);
  await page.keyboard.press('Enter');
}
