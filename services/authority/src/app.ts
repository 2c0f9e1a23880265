/** The HTTP application: the routes of all folders in their order, and how a refusal is answered. */
import { apiHeaders, requestLog, requestMetrics } from '@kazasu/server/http';
import { mountStatus as mountOperatorsPage, type StatusSource } from '@kazasu/server/status';
import type { Tracer } from '@kazasu/server/trace';
import { statusPage } from '@kazasu/ui';
import { requestLanguage } from '@kazasu/ui/text';
import { type Context, Hono } from 'hono';
import { actorOf, mountAdmin } from './admin/index.ts';
import { PATHS } from './api.ts';
import { mountWithdrawal } from './consent/index.ts';
import { mountNewCrl } from './crl/index.ts';
import type { AuthorityDeps } from './deps.ts';
import { AuthorityError } from './error.ts';
import { keepable, problemAnswer } from './http/index.ts';
import { mountNextCard } from './next-card/index.ts';
import { mountCounter } from './page/index.ts';
import { mountPhone } from './phone/index.ts';
import { mountStatus } from './status.ts';

/** What the service is called on pages. */
export const NAMES = { ja: '認証局', en: 'Authority' } as const;

/** All routes of the service. */
export function createApp(deps: AuthorityDeps, source: StatusSource, tracer?: Tracer): Hono {
  const app = new Hono();
  app.use(requestLog(deps.log), requestMetrics(deps.metrics));
  if (tracer) app.use(tracer.middleware);
  // Lists, and answers to questions by GET, may be kept; everything else is kept by nobody.
  app.use(keepable());
  // Before the headers of answers to programs, which would forbid the pages their own style.
  mountCounter(app, deps);
  mountOperatorsPage(app, {
    source,
    adminToken: deps.config.adminToken,
    page: (status, request) => String(statusPage(status, requestLanguage(request), NAMES)),
  });
  app.use(apiHeaders());
  app.get(PATHS.health, (context) => context.json({ status: 'ok' }));
  mountStatus(app, deps);
  mountAdmin(app, deps);
  mountNewCrl(app, deps, actorOf);
  mountNextCard(app, deps);
  mountPhone(app, deps);
  mountWithdrawal(app, deps);
  app.notFound((context) => refuse(context, deps, new AuthorityError('not_found', 'no such route')));
  app.onError((error, context) => refuse(context, deps, error));
  return app;
}

function refuse(context: Context, deps: AuthorityDeps, error: unknown): Response {
  const { status, body, headers } = problemAnswer(deps, error);
  return context.json(body, status, headers);
}
