/**
 * The counter's pages (窓口), for people; its API is in `admin/`. Residents with their cards and certificates, every life event as a form with a last
 * look before it happens, lists and OCSP, verifiers, the audit. `/counter`, behind a sign-in.
 *
 * Owns the session of whoever stands behind the counter and the way of a form; whatever happens is decided by the
 * folders that the API asks too. Refuses forms that are not its own or were sent before, works without scripts, holds nothing
 * inline, and puts nothing personal into an address or a log.
 */
import { existsSync, readFileSync } from 'node:fs';
import { HttpError, pageHeaders, serveFolder } from '@kazasu/server/http';
import { assetsFolder } from '@kazasu/ui';
import { type Context, Hono } from 'hono';
import { residentIdOf } from '../admin/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { problemAnswer } from '../http/index.ts';
import { apply, showApplication } from './apply.ts';
import { auditPage } from './audit-page.ts';
import { mountEventPages } from './event/index.ts';
import { problemCodeOf, problemPage, STYLE_PATH } from './frame.ts';
import { languageOf } from './language.ts';
import { downloadList, listsPage, makeList } from './lists-page.ts';
import { residentPage } from './resident-page.ts';
import { residentsPage } from './residents-page.ts';
import { doRevocation, showRevocation } from './revoke-page.ts';
import { mountSignIn } from './sign-in.ts';
import { signInPage } from './sign-in-page.ts';
import { endContract, registerVerifier, verifiersPage } from './verifiers-page.ts';
import { looking, posting } from './visit.ts';

export type { CounterReader, Delivery } from './reader.ts';
export { createTicket } from './session.ts';

const STYLE = readFileSync(new URL('./browser/counter.css', import.meta.url), 'utf8');

export function mountCounter(app: Hono, deps: AuthorityDeps): void {
  if (existsSync(assetsFolder)) app.get('/ui/*', pageHeaders(), serveFolder(assetsFolder, '/ui'));
  const pages = new Hono();
  pages.use(pageHeaders());
  pages.get(STYLE_PATH.slice('/counter'.length), (context) =>
    context.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' }),
  );
  mountSignIn(pages, deps);
  mountResidents(pages, deps);
  mountDesk(pages, deps);
  pages.all(
    '*',
    looking(deps, (visit) => visit.context.html(problemPage(visit, 'not_found', {}), 404)),
  );
  pages.onError((error, context) => explain(deps, error, context));
  app.route('/counter', pages);
}

function mountResidents(pages: Hono, deps: AuthorityDeps): void {
  pages.get('/', looking(deps, residentsPage));
  pages.get('/apply', looking(deps, showApplication));
  pages.post('/apply', posting(deps, apply));
  pages.get(
    '/residents',
    looking(deps, (visit) => residentPage(visit, residentIdOf((visit.context.req.query('id') ?? '').trim()))),
  );
  pages.get(
    '/residents/:residentId',
    looking(deps, (visit) => residentPage(visit, residentIdOf(visit.context.req.param('residentId') ?? ''))),
  );
  const certificate = '/residents/:residentId/certificates/:issuerKeyId/:serial';
  pages.get(certificate, looking(deps, showRevocation));
  pages.post(certificate, posting(deps, doRevocation));
  mountEventPages(pages, deps);
}

function mountDesk(pages: Hono, deps: AuthorityDeps): void {
  pages.get(
    '/lists',
    looking(deps, (visit) => listsPage(visit)),
  );
  pages.post('/lists/:issuerKeyId/:scope', posting(deps, makeList));
  pages.get('/lists/:issuerKeyId/:scope/download', looking(deps, downloadList));
  pages.get(
    '/verifiers',
    looking(deps, (visit) => verifiersPage(visit)),
  );
  // Otherwise it is for named administrators, by the API alone.
  if (!deps.config.fourEyes) {
    pages.post('/verifiers', posting(deps, registerVerifier));
    pages.post('/verifiers/:verifierId/end', posting(deps, endContract));
  }
  pages.get(
    '/audit',
    looking(deps, (visit) => auditPage(visit, { verified: false })),
  );
  pages.get(
    '/audit/verification',
    looking(deps, (visit) => auditPage(visit, { verified: true })),
  );
}

/** In plain words, to whoever is signed in; others are shown the way in. */
async function explain(deps: AuthorityDeps, error: unknown, context: Context): Promise<Response> {
  const { status, body } = problemAnswer(deps, error);
  const code = error instanceof HttpError ? 'form' : problemCodeOf(body.error);
  try {
    const show = looking(deps, (visit) => visit.context.html(problemPage(visit, code, {}), status));
    return await show(context);
  } catch {
    // The store is away, so nobody knows who is signed in.
    return context.html(signInPage(languageOf(context), undefined), 503);
  }
}
