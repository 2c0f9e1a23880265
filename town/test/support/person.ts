import assert from 'node:assert/strict';
import { toUtf8 } from '@kazasu/bytes';
import { decide, openCodeIn, openTransaction, proveWithCard } from '@kazasu/phone/headless';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { findPerson, type PersonId } from '../../src/people/index.ts';
import type { Town } from '../../src/town.ts';

/** The authorization request was answered at once, without a login. */
export class Refused extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`refused with status ${response.status}`);
    this.response = response;
  }
}

interface OpenLogin {
  /** The link that opens the app. */
  readonly link: string;
  /**
   * What the browser does when it is told to go on, or led on by the app of its own device: the address that it is sent back to.
   */
  goOn(returnUrl?: string): Promise<URL>;
}

/** A browser that follows the authorization URL to the waiting page, with its cookie. */
export async function openLogin(url: string | URL): Promise<OpenLogin> {
  const first = await fetch(url, { redirect: 'manual' });
  const page = new URL(first.headers.get('location') ?? '', url);
  if (first.status !== 303 || page.origin !== new URL(url).origin) throw new Refused(first);
  const cookie = first.headers
    .getSetCookie()
    .map((header) => header.split(';', 1)[0])
    .join('; ');
  const html = await (await fetch(page, { headers: { cookie } })).text();
  const link = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '').find(openCodeIn);
  assert.ok(link, 'the waiting page has a link to the app');
  return {
    link,
    goOn: async (returnUrl = `${page}/continue`) => {
      const answer = await fetch(returnUrl, { headers: { cookie }, redirect: 'manual' });
      assert.equal(answer.status, 303, await answer.text());
      return new URL(answer.headers.get('location') ?? '');
    },
  };
}

/** One card is in one hand at a time, so logins of one person queue here. */
const queues = new Map<string, Promise<unknown>>();

function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (queues.get(key) ?? Promise.resolve()).then(work);
  queues.set(
    key,
    turn.catch(() => {}),
  );
  return turn;
}

/**
 * The person's part: open the app, hold the card, agree. Gives what was handed over, and where the app leads its device's browser.
 * Rejects with the app's PhoneError.
 */
export async function holdCard(
  town: Town,
  link: string,
  id: PersonId,
): Promise<{ readonly handover: Record<string, unknown>; readonly returnUrl: string | undefined }> {
  const pins = findPerson(id)?.pins ?? assert.fail(id);
  const opened = await openTransaction(town.urls.provider, openCodeIn(link) ?? '');
  const proved = await inTurn(`${town.urls.phone} ${id}`, async () => {
    const card = await openWebSocketTransport(`${town.urls.phone.replace('http', 'ws')}/box/cards/${id}`);
    const typed = {
      authentication: toUtf8(pins.authentication),
      text: toUtf8(pins.text),
      ...(pins.signature !== undefined && { signature: toUtf8(pins.signature) }),
    };
    try {
      return await proveWithCard({ transaction: opened, transport: card, pins: typed });
    } finally {
      await card.close();
    }
  });
  const { view } = await decide(proved, true);
  return { handover: proved.view.handover ?? {}, returnUrl: view.returnUrl };
}

/** A whole login up to the relying party's door: the address with the code. */
export async function approve(town: Town, url: string | URL, id: PersonId): Promise<URL> {
  const login = await openLogin(url);
  const { returnUrl } = await holdCard(town, login.link, id);
  return login.goOn(returnUrl);
}
