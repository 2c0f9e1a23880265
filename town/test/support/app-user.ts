import assert from 'node:assert/strict';
import { addLock, type Texts, textsIn } from '@kazasu/phone/testing';
import { type Browser, type BrowserContext, devices, type Page } from 'playwright-core';
import { findPerson, type Person, type PersonId } from '../../src/people/index.ts';
import type { Town } from '../../src/town.ts';

/** A phone in a hand, with a lock of its own and one tab, and what its owner does with the app. */
export class AppUser {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly texts: Texts;
  /** What the browser complained about. */
  readonly complaints: string[] = [];
  /** Addresses and titles that the tab has had. */
  readonly seen: string[] = [];
  readonly #town: Town;

  private constructor(town: Town, page: Page, language: 'ja' | 'en') {
    this.#town = town;
    this.page = page;
    this.context = page.context();
    this.texts = textsIn(language);
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => this.seen.push(request.url()));
    page.on('framenavigated', (frame) => this.seen.push(frame.url()));
  }

  static async create(town: Town, browser: Browser, language: 'ja' | 'en' = 'ja'): Promise<AppUser> {
    const context = await browser.newContext({
      ...devices['Pixel 7'],
      locale: language === 'ja' ? 'ja-JP' : 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await addLock(page, true);
    return new AppUser(town, page, language);
  }

  press(name: string | RegExp): Promise<void> {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' }).click();
  }

  follow(name: string | RegExp): Promise<void> {
    return this.page.getByRole('link', { name }).first().click();
  }

  /** Waits for the screen of this heading, and remembers its title. */
  async at(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    this.seen.push(await this.page.title());
  }

  /** To the start page of the app, as with its icon: locked. */
  async openApp(): Promise<void> {
    await this.page.goto(this.#town.urls.phone);
  }

  /** The nine steps, from the welcome to whatever comes after them. */
  async setUp(id: PersonId, pin = personOf(id).pins.authentication): Promise<void> {
    const { firstUse } = this.texts;
    await this.at(firstUse.welcome.title);
    await this.press(firstUse.welcome.start);
    await this.at(firstUse.outline.title);
    await this.press(firstUse.next);
    await this.page.getByLabel(firstUse.terms.agree).check();
    await this.press(firstUse.next);
    await this.page.getByLabel(firstUse.privacy.agree).check();
    await this.press(firstUse.next);
    await this.at(firstUse.lock.title);
    await this.press(firstUse.lock.start);
    await this.at(firstUse.card.title);
    await this.takeCard(id);
    await this.at(firstUse.pin.title);
    await this.typePin(pin);
    await this.at(firstUse.hold.title);
    await this.press(this.texts.screen.hold.start);
    await this.at(firstUse.done.title);
    await this.page
      .getByRole('button', { name: new RegExp(`^(${firstUse.done.goOn}|${firstUse.done.home})$`) })
      .click();
  }

  async unlock(): Promise<void> {
    const { lock } = this.texts.account;
    await this.at(lock.title);
    await this.press(lock.open);
  }

  takeCard(id: PersonId): Promise<void> {
    return this.page.getByRole('button', { name: personOf(id).name }).click();
  }

  async typePin(digits: string): Promise<void> {
    for (const digit of digits) await this.page.locator('.kz-pin-key', { hasText: digit }).click();
    await this.press(this.texts.screen.pin.submit);
  }

  /** A login's screens, from the request to the consent. `pins`: where they are no longer those that the card came with. */
  async approve(id: PersonId, pins: Partial<Person['pins']> = {}): Promise<void> {
    const { screen } = this.texts;
    const { authentication, text } = { ...personOf(id).pins, ...pins };
    await this.at(screen.confirm.title);
    await this.press(screen.confirm.next);
    await this.takeCard(id);
    await this.at(screen.pin.title);
    await this.typePin(authentication);
    await this.at(screen.pin.textTitle);
    if (text === authentication) await this.press(screen.pin.same);
    else await this.typePin(text);
    await this.at(screen.hold.title);
    await this.press(screen.hold.start);
    await this.at(screen.handover.title);
    await this.press(screen.handover.agree);
    await this.at(screen.done.approvedTitle);
  }

  /** A signature's screens. */
  async sign(id: PersonId): Promise<void> {
    const { screen, sign } = this.texts;
    await this.at(sign.confirm.title);
    await this.press(screen.confirm.next);
    await this.takeCard(id);
    await this.page.getByLabel(sign.password.label).fill(personOf(id).pins.signature ?? assert.fail(id));
    await this.press(sign.password.submit);
    await this.press(screen.hold.start);
    await this.at(sign.handover.title);
    await this.press(sign.handover.agree);
    await this.at(sign.done.approvedTitle);
  }

  /** Back at the service, in the same tab. */
  async goBack(): Promise<void> {
    await this.press(this.texts.flow.back.now);
  }

  /** All that the app's pages have left on the device. */
  async kept(): Promise<string> {
    const state = await this.context.storageState({ indexedDB: true });
    const here = await this.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    return JSON.stringify(state.origins) + here;
  }
}

function personOf(id: PersonId): Person {
  return findPerson(id) ?? assert.fail(id);
}
