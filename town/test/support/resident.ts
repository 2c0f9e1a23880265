import assert from 'node:assert/strict';
import { systemClock } from '@kazasu/server/clock';
import { findPerson, fourItemsOf, type PersonId } from '../../src/people/index.ts';
import type { Town } from '../../src/town.ts';
import { holdCard, openLogin } from './person.ts';

/** A browser at the town office, with its cookies; follows no redirect by itself. */
export class Resident {
  readonly #town: Town;
  readonly #origin: string;
  readonly #reach: typeof fetch;
  readonly #cookies = new Map<string, string>();

  /** `origin`, `reach`: of another office than the town's own. */
  constructor(town: Town, origin = town.urls.townOffice, reach: typeof fetch = fetch) {
    this.#town = town;
    this.#origin = origin;
    this.#reach = reach;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async get(path: string | URL): Promise<Response> {
    return this.#send(path, {});
  }

  async post(path: string, form: Readonly<Record<string, string>> = {}): Promise<Response> {
    const headers = { origin: this.#origin };
    return this.#send(path, { method: 'POST', headers, body: new URLSearchParams(form) });
  }

  /** The page that the answer leads to. */
  async page(path: string): Promise<string> {
    const response = await this.get(path);
    assert.equal(response.status, 200, `${path} leads to ${response.headers.get('location')}`);
    return response.text();
  }

  /** Fills the form in as this person would. */
  async apply(id: PersonId, change: Readonly<Record<string, string>> = {}): Promise<void> {
    const answer = await this.post('/apply', { ...formOf(id), ...change });
    assert.equal(answer.headers.get('location'), '/confirm', await answer.text());
  }

  /** To the provider and back, with this person's card in hand; where the office leads then. */
  async sign(id: PersonId): Promise<string | null> {
    const begun = await this.post('/sign');
    const url = begun.headers.get('location') ?? '';
    assert.match(url, /sign_transaction_id=/);
    const login = await openLogin(url);
    const { returnUrl } = await holdCard(this.#town, login.link, id);
    return (await this.get(await login.goOn(returnUrl))).headers.get('location');
  }

  async #send(path: string | URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const url = new URL(path, this.#origin);
    const response = await this.#reach(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}

/** As typed by hand. */
export function formOf(id: PersonId): Record<string, string> {
  const { name, address, birthdate } = fourItemsOf(findPerson(id) ?? assert.fail(id), systemClock.now());
  return {
    name,
    address,
    birthdate: `${birthdate.slice(0, 4)}-${birthdate.slice(4, 6)}-${birthdate.slice(6)}`,
    phone: '',
    household: 'self',
    copies: '2',
    relation: 'yes',
    purpose: 'employment',
    delivery: 'mail',
  };
}
