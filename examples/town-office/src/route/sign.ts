import { RelyingPartyError } from '@kazasu/rp';
import type { Context, Hono } from 'hono';
import { failureOf } from '../failure.ts';
import { failedPage } from '../page/index.ts';
import type { Browser, Session } from '../session/index.ts';
import { type Site, show } from './index.ts';

/** The two ways to the card and the one way back. */
export function mountSign(app: Hono, site: Site): void {
  const { office, browserOf } = site;

  app.get('/fill', (context) => {
    const { url, session: login } = office.rp.authorizationUrl({
      scope: ['openid', 'name', 'address', 'birthdate'],
    });
    const browser = browserOf(context);
    // Whatever was typed stays: another site can lead a browser here.
    browser.keep({ ...browser.session, failure: undefined, login });
    return context.redirect(url, 303);
  });

  app.post('/sign', async (context) => {
    const browser = browserOf(context);
    const { draft, application, form } = browser.session;
    if (application === undefined || form === undefined) return context.redirect('/apply', 303);
    const kept = { draft, application, form };
    try {
      const { url, ...signing } = await office.begin(application, form);
      browser.keep({ ...kept, signing });
      return context.redirect(url, 303);
    } catch (error) {
      browser.keep({ ...kept, failure: failureOf(error) });
      return context.redirect('/failed', 303);
    }
  });

  app.get('/callback', async (context) => {
    const browser = browserOf(context);
    const { login, signing, ...kept } = browser.session;
    // Forgotten before either is used, so that a second callback at the same time finds nothing.
    browser.remember(kept);
    const state = context.req.query('state');
    try {
      if (signing !== undefined && (login === undefined || state === signing.session.state)) {
        return await file(context, site, browser, signing);
      }
      if (login !== undefined) return await fill(context, site, browser, { login, kept });
      browser.remember({ ...kept, failure: 'outdated' });
    } catch (error) {
      // An answer to no question of ours must not end what is under way.
      const stray = error instanceof RelyingPartyError && ['rp/state', 'rp/callback'].includes(error.code);
      browser.remember({ ...kept, failure: failureOf(error), ...(stray && { login, signing }) });
    }
    return context.redirect('/failed', 303);
  });

  app.get('/failed', (context) => {
    const { failure = 'outdated', application } = browserOf(context).session;
    return show(context, site, (view) => failedPage(view, failure, application !== undefined));
  });
}

/** What was signed is kept before it is judged: whatever becomes of that, nobody has to sign again. */
async function file(
  context: Context,
  { office }: Site,
  browser: Browser,
  signing: NonNullable<Session['signing']>,
): Promise<Response> {
  const filed = await office.receive(context.req.url, signing);
  browser.remember({ filed });
  browser.remember({ filed: { ...filed, decision: await office.judge(filed) } });
  return context.redirect('/result', 303);
}

/** Name, address and birth date as the card has them, in place of what was typed. */
async function fill(
  context: Context,
  { office }: Site,
  browser: Browser,
  { login, kept }: { readonly login: NonNullable<Session['login']>; readonly kept: Session },
): Promise<Response> {
  const { tokens } = await office.rp.callback(context.req.url, login);
  const { name = '', address = '', birthdate = '' } = await office.rp.userinfo(tokens);
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(birthdate) ?? [];
  const draft = {
    ...kept.draft,
    name,
    address,
    birthdate: year === undefined ? '' : `${year}-${month}-${day}`,
  };
  browser.remember({ draft });
  return context.redirect('/apply', 303);
}
