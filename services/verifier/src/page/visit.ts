import { type Form, isOwnRequest, readForm } from '@kazasu/server/http';
import type { Language } from '@kazasu/ui/text';
import type { Context } from 'hono';
import type { VerifierDeps } from '../deps.ts';
import { oldFormPage } from './frame.ts';
import { languageOf } from './language.ts';
import { broughtCookie, findSession, isFormToken, type Session, useFormToken } from './session/index.ts';
import { signInPage } from './sign-in-page.ts';
import { type Texts, textsOf } from './text/index.ts';

/** One look at one page by somebody who is signed in. */
export interface Visit {
  readonly context: Context;
  readonly deps: VerifierDeps;
  /** Path of the console: `/console`. */
  readonly base: string;
  readonly lang: Language;
  readonly texts: Texts;
  readonly session: Session;
}

export type Page = Response | Promise<Response>;

export function baseOf({ config }: Pick<VerifierDeps, 'config'>): string {
  return `${config.basePath}/console`;
}

/** Everybody else is shown the way in. */
export function looking(
  deps: VerifierDeps,
  show: (visit: Visit) => Page,
): (context: Context) => Promise<Response> {
  const base = baseOf(deps);
  return async (context) => {
    const lang = languageOf(context, base);
    const cookie = broughtCookie(deps.config, context);
    const session = await findSession(deps, cookie);
    if (session === undefined) {
      const fault = cookie === undefined ? undefined : 'ended';
      return context.html(signInPage({ lang, base }, fault), 401);
    }
    return show({ context, deps, base, lang, texts: textsOf(lang), session });
  };
}

/** A form is a few hidden texts and a few entries; the longest is the address of a webhook. */
const FORM_OCTETS_MAX = 8_192;

/** A form of ours, sent by the browser that got it. */
export function posting(
  deps: VerifierDeps,
  act: (visit: Visit, form: Form) => Page,
): (context: Context) => Promise<Response> {
  return looking(deps, async (visit) => {
    const { context, session } = visit;
    const form = await readForm(context.req.raw, FORM_OCTETS_MAX);
    const path = new URL(context.req.url).pathname;
    if (!isOurs(context, deps) || !isFormToken(session, path, form.get('form') ?? '')) {
      return context.html(oldFormPage(visit, 'foreign'), 403);
    }
    return act(visit, form);
  });
}

/** A form whose work is done once, however often it is sent. */
export function once(
  deps: VerifierDeps,
  act: (visit: Visit, form: Form) => Page,
): (context: Context) => Promise<Response> {
  return posting(deps, async (visit, form) => {
    if (await useFormToken(deps, visit.session, form.get('form') ?? '')) return act(visit, form);
    return visit.context.html(oldFormPage(visit, 'used'), 409);
  });
}

/** For browsers that conceal where a request comes from the form's token must be enough. */
export function isOurs({ req }: Context, { config }: Pick<VerifierDeps, 'config'>): boolean {
  return isOwnRequest(req.raw, { origin: config.origin, concealed: true });
}
