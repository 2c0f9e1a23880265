/**
 * The console (管理画面): what a tenant's people see of the verifications, the evidence, usage, notifications and keys. `/console`,
 * behind a sign-in by an API key or by a link of the operator.
 *
 * Owns the sessions of people, the way of a form, and how a verdict is told and drawn. Does nothing by itself: what is shown or
 * changed goes by the rows of the API's own table, with the scopes of whoever is signed in. Refuses forms that are not its own or
 * were sent before, holds nothing inline, and puts nothing personal into an address or a log.
 */
import { readFileSync } from 'node:fs';
import { HttpError, pageHeaders } from '@kazasu/server/http';
import { codeOf } from '@kazasu/server/log';
import { isUnavailable } from '@kazasu/server/store';
import { type Context, Hono } from 'hono';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { type ProblemCode, problemRow } from '../problem/index.ts';
import { ENTER_SCRIPT, problemPage, STYLE } from './frame.ts';
import { mountKeys } from './key/index.ts';
import { languageOf } from './language.ts';
import { overviewPage } from './overview/index.ts';
import { mountSignIn } from './sign-in.ts';
import { signInPage } from './sign-in-page.ts';
import { usagePage } from './usage/index.ts';
import { mountVerifications } from './verification/index.ts';
import { baseOf, looking } from './visit.ts';
import { mountWebhooks } from './webhook/index.ts';

export { deleteOldLinks } from './link/index.ts';
export { deleteOldSessions } from './session/index.ts';

const fileOf = (name: string) => readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8');
const ASSETS = [
  [STYLE, fileOf('console.css'), 'text/css; charset=utf-8'],
  [ENTER_SCRIPT, fileOf('enter.js'), 'text/javascript; charset=utf-8'],
] as const;

export function mountConsole(app: Hono, deps: VerifierDeps): void {
  const pages = new Hono();
  pages.use(pageHeaders());
  for (const [path, text, type] of ASSETS) {
    pages.get(path, (context) =>
      context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }),
    );
  }
  mountSignIn(pages, deps);
  pages.get('/', looking(deps, overviewPage));
  mountVerifications(pages, deps);
  pages.get('/usage', looking(deps, usagePage));
  mountWebhooks(pages, deps);
  mountKeys(pages, deps);
  pages.all(
    '*',
    looking(deps, (visit) => visit.context.html(problemPage(visit, 'route-unknown'), 404)),
  );
  pages.onError((error, context) => explain(deps, error, context));
  app.route(baseOf(deps), pages);
}

/** In the words of the catalogue, to whoever is signed in; others are shown the way in. */
async function explain(deps: VerifierDeps, error: unknown, context: Context): Promise<Response> {
  const code = codeIn(error);
  const facts = error instanceof VerifierError ? error.facts : {};
  if (code === 'internal' || code === 'unavailable')
    deps.log.error('console.failed', { code: codeOf(error) });
  const status = problemRow(code).status;
  try {
    const show = looking(deps, (visit) => visit.context.html(problemPage(visit, code, facts), status));
    return await show(context);
  } catch {
    // The store is away, so nobody knows who is signed in.
    const base = baseOf(deps);
    return context.html(signInPage({ lang: languageOf(context, base), base }, 'away'), 503);
  }
}

function codeIn(error: unknown): ProblemCode {
  if (error instanceof VerifierError) return error.code;
  if (error instanceof HttpError) return 'request-invalid';
  return isUnavailable(error) ? 'unavailable' : 'internal';
}
