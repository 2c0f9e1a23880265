import { isOwnRequest, type Pace } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import type { Context } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { languageOf, tooOftenPage, unknownPage } from '../page/index.ts';
import { interactionPath, readCookie } from './cookie.ts';
import type { Interaction } from './interaction-data.ts';
import { findForBrowser } from './interaction-store.ts';

/** A request of the browser that began this interaction. */
export interface BrowserRequest {
  readonly context: Context;
  readonly deps: ProviderDeps;
  readonly interaction: Interaction;
  readonly browserHash: string;
}

type Handler = (request: BrowserRequest) => Promise<Response>;

export interface Route {
  readonly handle: Handler;
  /** What anybody else is shown. */
  readonly otherwise?: typeof unknownPage;
  /** For what a page asks again and again, or could. */
  readonly paced?: boolean;
}

/** Hands a request over if it comes from the browser that began, and only then. */
export async function asBrowser(
  context: Context,
  { deps, pace }: { readonly deps: ProviderDeps; readonly pace?: Pace },
  { handle, otherwise = unknownPage, paced = false }: Route,
): Promise<Response> {
  const id = context.req.param('id') ?? '';
  const token = readCookie(deps.config, id, context.req.header('Cookie'));
  const browserHash = token === undefined || !isOurs(context, deps) ? undefined : hashToken(token);
  const waitMs = paced && browserHash !== undefined ? (pace?.take(browserHash) ?? 0) : 0;
  if (waitMs > 0) return tooMany(context, interactionPath(deps.config, id), waitMs);
  const interaction =
    browserHash === undefined ? undefined : await findForBrowser(deps.store, id, browserHash);
  if (interaction === undefined || browserHash === undefined) {
    return context.html(otherwise(languageOf(context.req), deps.inspector?.here()), 404);
  }
  deps.inspector?.concerns(id);
  return handle({ context, deps, interaction, browserHash });
}

/** RFC 6585 section 4: a page for a person who sent a form, JSON for a script of ours. */
function tooMany(context: Context, path: string, waitMs: number): Response | Promise<Response> {
  const headers = { 'Retry-After': String(Math.ceil(waitMs / 1000)) };
  if (!/\btext\/html\b/.test(context.req.header('Accept') ?? '')) {
    return context.json({ error: 'too_many_requests' }, 429, headers);
  }
  const lang = languageOf(context.req);
  return context.html(tooOftenPage(lang, `${path}?lang=${lang}`), 429, headers);
}

/** A form on a foreign site must not act here, whatever a browser makes of the cookie's `SameSite`. */
function isOurs({ req }: Context, { config }: ProviderDeps): boolean {
  return req.method !== 'POST' || isOwnRequest(req.raw, { origin: config.origin, concealed: true });
}
