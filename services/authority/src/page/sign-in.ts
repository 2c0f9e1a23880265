import { readForm } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { Slug } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { languageOf } from './language.ts';
import { createSession, leaveSession, redeemTicket, SESSION_MS } from './session.ts';
import { SESSION_COOKIE, signInPage } from './sign-in-page.ts';
import { isOwnRequest, posting } from './visit.ts';

const FORM_OCTETS_MAX = 2048;

/**
 * Two ways in: the admin token, typed once and then kept nowhere, or a ticket of the program that runs the authority. Either
 * gives a session of a working day in a cookie that no script reads and no other site sends.
 */
export function mountSignIn(pages: Hono, deps: AuthorityDeps): void {
  pages.post('/sign-in', async (context) => {
    const form = await readForm(context.req.raw, FORM_OCTETS_MAX);
    const official = form.get('official') ?? '';
    const isRight = sameText(form.get('token') ?? '', deps.config.adminToken);
    if (!isOwnRequest(context) || !isRight || !v.is(Slug, official)) {
      return context.html(signInPage(languageOf(context), 'wrong'), 403);
    }
    return enter(context, deps, official);
  });
  pages.get('/enter', async (context) => {
    // Programs that only look at an address must not use it up.
    if (context.req.method === 'HEAD') return context.body(null, 405, { Allow: 'GET' });
    const official = await redeemTicket(deps, context.req.query('ticket') ?? '');
    if (official === undefined) return context.html(signInPage(languageOf(context), 'ticket'), 403);
    return enter(context, deps, official);
  });
  pages.post(
    '/leave',
    posting(deps, async ({ context, session }) => {
      await leaveSession(deps, session);
      context.header('Set-Cookie', cookie(context, '', 0));
      return context.redirect('/counter', 303);
    }),
  );
}

function enter(context: Context, deps: AuthorityDeps, official: string): Response {
  languageOf(context);
  context.header('Set-Cookie', cookie(context, createSession(deps, official), SESSION_MS / 1000), {
    append: true,
  });
  deps.log.info('counter.entered');
  return context.redirect('/counter', 303);
}

/** Over TLS the cookie is not sent without it; on this machine's loopback there is none. */
function cookie(context: Context, value: string, maxAge: number): string {
  const secure = new URL(context.req.url).protocol === 'https:' ? ['Secure'] : [];
  const parts = [
    `${SESSION_COOKIE}=${value}`,
    'Path=/counter',
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...parts, ...secure].join('; ');
}
