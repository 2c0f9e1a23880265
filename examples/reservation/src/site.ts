import { createRelyingParty, RelyingPartyError, type RelyingPartyOptions } from '@kazasu/rp';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { bodyLimit } from './body-limit.ts';
import { readBooking } from './booking.ts';
import { type Clock, systemClock } from './clock.ts';
import { failureOf } from './failure.ts';
import { headers } from './headers.ts';
import {
  bookedPage,
  failedPage,
  landingPage,
  logoFile,
  mypage,
  notFoundPage,
  type Part,
  type View,
} from './page/index.ts';
import { Browser, SessionMemory } from './session/index.ts';
import { stylesheet } from './style/index.ts';
import { chooseLanguage, isLanguage, TEXTS } from './text/index.ts';

export interface ReservationOptions extends Pick<RelyingPartyOptions, 'issuer' | 'clientId' | 'privateKey'> {
  /** Where browsers reach the site, `http://localhost:4010`; `<origin>/callback` must be registered. */
  readonly origin: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
}

export function createReservation(options: ReservationOptions): Hono {
  const clock = options.clock ?? systemClock;
  const secure = options.origin.startsWith('https:');
  const memory = new SessionMemory(clock);
  const browserOf = (context: Context) => new Browser(memory, context, secure);
  const app = new Hono();
  app.use(headers());
  app.use(csrf({ origin: options.origin }), bodyLimit(10_000));
  mountLogin(app, createParty(options, clock), browserOf);
  mountBooking(app, clock, browserOf);
  mountRest(app, browserOf);
  return app;
}

type BrowserOf = (context: Context) => Browser;

function createParty({ origin, ...options }: ReservationOptions, clock: Clock) {
  return createRelyingParty({ ...options, clock, redirectUri: `${origin}/callback` });
}

/** The whole of what a site has to do for a login. */
function mountLogin(app: Hono, rp: ReturnType<typeof createRelyingParty>, browserOf: BrowserOf): void {
  app.get('/login', (context) => {
    const { url, session } = rp.authorizationUrl({
      scope: ['openid', 'name', 'address', 'birthdate', 'gender'],
    });
    const browser = browserOf(context);
    // Whoever is logged in stays so until the new login has succeeded: another site can lead a browser here.
    const { person } = browser.session;
    browser.remember({ login: session, ...(person !== undefined && { person }) });
    return context.redirect(url, 303);
  });

  app.get('/callback', async (context) => {
    const browser = browserOf(context);
    const { login } = browser.session;
    if (login === undefined) return context.redirect('/login-failed', 303);
    // Forgotten before it is used, so that a second callback at the same time finds nothing.
    browser.remember({});
    try {
      const { tokens } = await rp.callback(context.req.url, login);
      browser.remember({ person: await rp.userinfo(tokens) });
      return context.redirect('/mypage', 303);
    } catch (error) {
      // An answer to no question of ours must not end the login that is under way.
      const stray = error instanceof RelyingPartyError && ['rp/state', 'rp/callback'].includes(error.code);
      browser.remember({ failure: failureOf(error), ...(stray && { login }) });
      return context.redirect('/login-failed', 303);
    }
  });

  app.get('/login-failed', (context) => {
    const { failure = 'outdated' } = browserOf(context).session;
    return show(context, browserOf, (view) => failedPage(view, failure));
  });

  app.post('/logout', (context) => {
    browserOf(context).forget();
    return context.redirect('/', 303);
  });
}

function mountBooking(app: Hono, clock: Clock, browserOf: BrowserOf): void {
  app.get('/mypage', (context) => {
    const { person } = browserOf(context).session;
    if (person === undefined) return context.redirect('/', 303);
    return show(context, browserOf, (view) => mypage(view, person, { time: clock(), wrong: false }));
  });

  app.post('/booking', async (context) => {
    const browser = browserOf(context);
    const { person } = browser.session;
    if (person === undefined) return context.redirect('/', 303);
    const booking = readBooking(await context.req.parseBody(), clock());
    if (booking === undefined) {
      return show(context, browserOf, (view) => mypage(view, person, { time: clock(), wrong: true }), 400);
    }
    browser.remember({ person, booking });
    return context.redirect('/booked', 303);
  });

  app.get('/booked', (context) => {
    const { person, booking } = browserOf(context).session;
    if (person === undefined || booking === undefined) return context.redirect('/', 303);
    return show(context, browserOf, (view) => bookedPage(view, person, booking));
  });
}

function mountRest(app: Hono, browserOf: BrowserOf): void {
  app.get('/', (context) => show(context, browserOf, landingPage));

  app.get('/language/:language', (context) => {
    const language = context.req.param('language');
    if (isLanguage(language))
      setCookie(context, 'language', language, { sameSite: 'Lax', maxAge: 31_536_000 });
    return context.redirect(pathOf(context.req.query('back')), 303);
  });

  app.get('/style.css', (context) => sendFile(context, stylesheet, 'text/css; charset=utf-8'));
  app.get('/icon.svg', (context) => sendFile(context, String(logoFile()), 'image/svg+xml'));

  app.notFound((context) => show(context, browserOf, notFoundPage, 404));
  app.onError((error, context) => {
    const status = error instanceof HTTPException ? error.status : 500;
    return show(context, browserOf, (view) => failedPage(view, status < 500 ? 'outdated' : 'fault'), status);
  });
}

function sendFile(context: Context, text: string, type: string): Response {
  return context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'max-age=300' });
}

/** Only pages of ours: a path that begins with one slash and letters. */
function pathOf(back: string | undefined): string {
  return back !== undefined && /^\/[a-z-]{0,30}$/.test(back) ? back : '/';
}

function show(
  context: Context,
  browserOf: BrowserOf,
  page: (view: View) => Part,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  const language = chooseLanguage(getCookie(context, 'language'), context.req.header('accept-language'));
  const loggedIn = browserOf(context).session.person !== undefined;
  return context.html(page({ texts: TEXTS[language], loggedIn, path: context.req.path }), status);
}
