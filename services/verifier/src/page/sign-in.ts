import { readForm } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import type { VerifierDeps } from '../deps.ts';
import { findCaller } from '../key/index.ts';
import { languageOf } from './language.ts';
import { takeLink } from './link/index.ts';
import { endSession, openSession, SESSION_MS, sessionCookie } from './session/index.ts';
import { enterPage, type SignInFault, signInPage } from './sign-in-page.ts';
import { baseOf, isOurs, posting } from './visit.ts';

const FORM_OCTETS_MAX = 1_024;

/**
 * Two ways in: an API key with the scope `console`, typed once and then kept nowhere, or a link of the operator. Either comes in the
 * body of a form and gives a session in a cookie that no script reads and no other site sends.
 */
export function mountSignIn(pages: Hono, deps: VerifierDeps): void {
  const base = baseOf(deps);
  pages.post('/sign-in', (context) => signIn(context, deps));
  pages.get('/enter', (context) => context.html(enterPage({ lang: languageOf(context, base), base })));
  pages.post('/enter', (context) => enter(context, deps));
  pages.post(
    '/sign-out',
    posting(deps, async ({ context, session }) => {
      await endSession(deps, session);
      context.header('Set-Cookie', sessionCookie(deps.config, '', 0));
      return context.redirect(base, 303);
    }),
  );
}

async function signIn(context: Context, deps: VerifierDeps): Promise<Response> {
  const form = await readForm(context.req.raw, FORM_OCTETS_MAX);
  const caller = isOurs(context, deps) ? await findCaller(deps, (form.get('key') ?? '').trim()) : undefined;
  if (caller === undefined) return refuse(context, deps, 'wrong');
  if (!caller.scopes.includes('console')) return refuse(context, deps, 'scope');
  const { keyId, tenant } = caller;
  const cookie = await openSession(deps.store, { keyId, tenantId: tenant.tenantId }, deps.clock.now());
  return welcome(context, deps, { cookie, tenantId: tenant.tenantId, keyId });
}

/** The link is gone and the session there, or neither. */
async function enter(context: Context, deps: VerifierDeps): Promise<Response> {
  const form = await readForm(context.req.raw, FORM_OCTETS_MAX);
  if (!isOurs(context, deps)) return refuse(context, deps, 'link');
  const now = deps.clock.now();
  const opened = await deps.store.transaction(async (within) => {
    const link = await takeLink(within, form.get('code') ?? '', now);
    if (link === undefined) return undefined;
    const { linkId: keyId, tenantId, scopes } = link;
    const cookie = await openSession(within, { keyId, tenantId, linkScopes: scopes }, now);
    return { cookie, tenantId, keyId };
  });
  if (opened === undefined) return refuse(context, deps, 'link');
  return welcome(context, deps, opened);
}

function welcome(
  context: Context,
  deps: VerifierDeps,
  { cookie, tenantId, keyId }: { readonly cookie: string; readonly tenantId: string; readonly keyId: string },
): Response {
  const value = sessionCookie(deps.config, cookie, SESSION_MS / 1_000);
  context.header('Set-Cookie', value, { append: true });
  deps.log.info('console.entered', { clientId: tenantId, keyId });
  return context.redirect(baseOf(deps), 303);
}

function refuse(context: Context, deps: VerifierDeps, fault: SignInFault): Response | Promise<Response> {
  const base = baseOf(deps);
  deps.log.warn('console.refused', { reason: fault });
  return context.html(signInPage({ lang: languageOf(context, base), base }, fault), 403);
}
