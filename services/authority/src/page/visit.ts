import { type Form, isOwnRequest, readForm } from '@kazasu/server/http';
import type { Language } from '@kazasu/ui/text';
import type { Context } from 'hono';
import type { AuthorityDeps } from '../deps.ts';
import { broughtCookie } from './cookie.ts';
import { problemPage } from './frame.ts';
import { languageOf } from './language.ts';
import { findSession, isFormToken, type Session } from './session.ts';
import { signInPage } from './sign-in-page.ts';
import { type Texts, textsOf } from './text/index.ts';

/** One look at one page by somebody who is let in. */
export interface Visit {
  readonly context: Context;
  readonly deps: AuthorityDeps;
  readonly lang: Language;
  readonly texts: Texts;
  readonly session: Session;
}

type Page = Response | Promise<Response>;

/** Everybody else is shown the way in. */
export function looking(
  deps: AuthorityDeps,
  show: (visit: Visit) => Page,
): (context: Context) => Promise<Response> {
  return async (context) => {
    const lang = languageOf(context);
    const session = await sessionOf(deps, context);
    if (session === undefined)
      return context.html(signInPage(lang, context.req.path === '/counter' ? undefined : 'ended'), 401);
    return show({ context, deps, lang, texts: textsOf(lang), session });
  };
}

/** A form is four hidden texts and a few entries; the longest are name and address. */
const FORM_OCTETS_MAX = 16_384;

/** A form of ours, sent by the browser that got it. */
export function posting(
  deps: AuthorityDeps,
  act: (visit: Visit, form: Form) => Page,
): (context: Context) => Promise<Response> {
  return looking(deps, async (visit) => {
    const { context, session } = visit;
    const form = await readForm(context.req.raw, FORM_OCTETS_MAX);
    if (!isOurs(context, deps) || !isFormToken(deps, session, pathOf(context), form.get('form') ?? '')) {
      return context.html(problemPage(visit, 'form', {}), 403);
    }
    return act(visit, form);
  });
}

/** As the form's `action` has it. */
function pathOf({ req }: Context): string {
  return new URL(req.url).pathname;
}

/** For browsers that conceal where a request comes from the form's token must be enough. */
export function isOurs({ req }: Context, { config }: Pick<AuthorityDeps, 'config'>): boolean {
  return isOwnRequest(req.raw, { origin: new URL(config.publicUrl ?? req.url).origin, concealed: true });
}

async function sessionOf(deps: AuthorityDeps, context: Context): Promise<Session | undefined> {
  return findSession(deps, broughtCookie(deps.config, context));
}
