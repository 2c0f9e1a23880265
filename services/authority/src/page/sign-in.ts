import { readForm } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { Slug } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { sessionCookie } from './cookie.ts';
import { languageOf } from './language.ts';
import { createSession, leaveSession, redeemTicket, SESSION_MS } from './session.ts';
import { signInPage } from './sign-in-page.ts';
import { COUNTER_USED } from './used-store.ts';
import { isOurs, posting } from './visit.ts';

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
    if (!isOurs(context, deps) || !isRight || !v.is(Slug, official)) {
      if (!isRight) await recordRefusal(deps);
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
      context.header('Set-Cookie', sessionCookie(deps.config, context, '', 0));
      return context.redirect('/counter', 303);
    }),
  );
}

/** At most one entry a minute: everybody can come to this door, as often as they like. Nobody's name is believed yet. */
async function recordRefusal(deps: AuthorityDeps): Promise<void> {
  const at = Math.floor(deps.clock.now());
  const minute = Math.floor(at / 60_000);
  const entry = { at, event: 'sign-in', actor: 'counter', residentId: null, certificates: [], reason: null };
  await deps.store.transaction(async (within) => {
    if (!(await COUNTER_USED.use(within, `refused ${minute}`, (minute + 1) * 60_000))) return;
    await appendAudit(within, { ...entry, outcome: 'unauthorized' });
  });
}

async function enter(context: Context, deps: AuthorityDeps, official: string): Promise<Response> {
  languageOf(context);
  const at = Math.floor(deps.clock.now());
  const entry = { at, event: 'sign-in', actor: `counter:${official}`, residentId: null, certificates: [] };
  await deps.store.transaction((within) => appendAudit(within, { ...entry, reason: null, outcome: 'done' }));
  const cookie = sessionCookie(deps.config, context, createSession(deps, official), SESSION_MS / 1000);
  context.header('Set-Cookie', cookie, { append: true });
  deps.log.info('counter.entered');
  return context.redirect('/counter', 303);
}
