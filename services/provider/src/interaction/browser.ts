import { type Pace, pageHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { notByHead } from '../not-by-head.ts';
import { strangerPage } from '../page/index.ts';
import { asBrowser, type Route } from './browser-request.ts';
import { cancel, goOn, moreTime, renewQr, showStatus, takeDigits } from './browser-steps.ts';
import { interactionPath } from './cookie.ts';
import { showPage } from './show-page.ts';

const GET: { readonly [suffix: string]: Route } = {
  '': { handle: showPage },
  '/status': { handle: showStatus, paced: true },
  '/continue': { handle: goOn },
  '/return': { handle: goOn, otherwise: strangerPage },
};

const POST: { readonly [suffix: string]: Route } = {
  '/qr': { handle: renewQr, paced: true },
  '/match': { handle: takeDigits, paced: true },
  '/extend': { handle: moreTime, paced: true },
  '/cancel': { handle: cancel },
};

/** What the browser that began the interaction asks; anybody else, and any unknown id, is told the same nothing. */
export function mountBrowser(app: Hono, deps: ProviderDeps, pace: Pace): void {
  const path = interactionPath(deps.config, ':id');
  app.use(path, pageHeaders(), notByHead);
  app.use(`${path}/*`, pageHeaders(), notByHead);
  for (const [suffix, route] of Object.entries(GET)) {
    app.get(path + suffix, (context) => asBrowser(context, { deps, pace }, route));
  }
  for (const [suffix, route] of Object.entries(POST)) {
    app.post(path + suffix, (context) => asBrowser(context, { deps, pace }, route));
  }
}
