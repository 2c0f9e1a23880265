import { RelyingPartyError } from '@kazasu/rp';
import type { Context, Hono } from 'hono';
import { failureOf } from '../failure.ts';
import { failedPage } from '../page/index.ts';
import type { Browser, Session, Signing } from '../session/index.ts';
import { judge } from './filed.ts';
import { type Site, show } from './index.ts';

/** The two ways to the card and the one way back. */
export function mountSign(app: Hono, site: Site): void {
  const { office, browserOf } = site;

  app.get('/fill', (context) => {
    const { url, session: login } = office.beginFill();
    const browser = browserOf(context);
    // Whatever was typed stays: another site can lead a browser here.
    browser.sendAway({ ...browser.session, failure: undefined, login });
    return context.redirect(url, 303);
  });

  app.post('/sign', async (context) => {
    const browser = browserOf(context);
    const { application, signing } = browser.session;
    if (application === undefined || signing?.application !== application) {
      return begin(context, site, browser, false);
    }
    browser.sendAway({ ...browser.session, signing: { ...signing, isSecond: false } });
    return context.redirect(signing.url, 303);
  });

  app.get('/callback', async (context) => {
    const browser = browserOf(context);
    const { login, signing, filed } = browser.session;
    const state = context.req.query('state');
    if (signing !== undefined && state === signing.session.state) {
      return file(context, site, browser, signing);
    }
    if (login !== undefined && state === login.state) return fill(context, site, browser, login);
    // The same once more, because its answer was lost on its way.
    if (filed !== undefined && state === filed.state) return context.redirect('/result', 303);
    // An answer to no question of ours ends nothing that is under way.
    browser.note('outdated');
    return context.redirect('/failed', 303);
  });

  app.get('/failed', (context) => {
    const { failure = 'outdated', application } = browserOf(context).session;
    return show(context, site, (view) => failedPage(view, failure, application !== undefined));
  });
}

/** Has the application signed that stands in the session. `isSecond`: nobody pressed the button for it. */
async function begin(
  context: Context,
  { office }: Site,
  browser: Browser,
  isSecond: boolean,
): Promise<Response> {
  const { application, form } = browser.session;
  if (application === undefined || form === undefined) return context.redirect('/apply', 303);
  try {
    const signing = { ...(await office.begin(application, form)), isSecond };
    browser.sendAway({ ...browser.session, failure: undefined, signing });
    return context.redirect(signing.url, 303);
  } catch (error) {
    browser.note(failureOf(error), { ...browser.session, signing: undefined });
    return context.redirect('/failed', 303);
  }
}

/** What was signed is kept before it is judged, under the name that the browser has: whatever becomes of the answer, nobody has to sign again. */
async function file(context: Context, site: Site, browser: Browser, signing: Signing): Promise<Response> {
  const isUnderWay = () => browser.session.signing?.session === signing.session;
  try {
    const filed = await site.office.receive(context.req.url, signing);
    // A callback that came twice has been filed by the other.
    if (isUnderWay()) browser.keep({ filed });
  } catch (error) {
    if (isUnderWay()) {
      const isApplied = browser.session.application === signing.application;
      if (isApplied && isUsedUp(error) && !signing.isSecond) return begin(context, site, browser, true);
      const rest = isStray(error) ? browser.session : { ...browser.session, signing: undefined };
      browser.note(failureOf(error), rest);
    }
    return context.redirect('/failed', 303);
  }
  await judge(site, browser);
  return context.redirect('/result', 303);
}

/** Name, address and birth date as the card has them, in place of what was typed. */
async function fill(
  context: Context,
  { office }: Site,
  browser: Browser,
  login: NonNullable<Session['login']>,
): Promise<Response> {
  const isUnderWay = () => browser.session.login === login;
  try {
    const items = await office.fill(context.req.url, login);
    const { draft, signing, filed } = browser.session;
    if (isUnderWay()) browser.keep({ draft: { ...draft, ...items }, signing, filed });
  } catch (error) {
    if (isUnderWay()) {
      browser.note(
        failureOf(error),
        isStray(error) ? browser.session : { ...browser.session, login: undefined },
      );
    }
    return context.redirect('/failed', 303);
  }
  return context.redirect('/apply', 303);
}

/** Not the answer that was waited for, which may still come. */
function isStray(error: unknown): boolean {
  return error instanceof RelyingPartyError && ['rp/state', 'rp/callback'].includes(error.code);
}

/** The person went there before and came back without an end, or waited too long: the provider takes each once. */
function isUsedUp(error: unknown): boolean {
  return (
    error instanceof RelyingPartyError &&
    error.code === 'rp/refused' &&
    error.oauthError === 'invalid_request'
  );
}
