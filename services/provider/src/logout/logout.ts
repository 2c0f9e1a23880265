import { createLogoutResponse } from '@kazasu/oidc';
import { pageHeaders } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { type Parameters, parametersOfForm, parametersOfQuery } from '../authorize/parameters.ts';
import type { ProviderDeps } from '../deps.ts';
import { endOwnSession } from '../grant/index.ts';
import { notByHead } from '../not-by-head.ts';
import { languageOf, loggedOutPage, logoutPage, logoutRefusedPage } from '../page/index.ts';
import { judgeLogout } from './judge-logout.ts';

type Parts = Pick<ProviderDeps, 'config' | 'store' | 'log' | 'metrics' | 'keys' | 'inspector'>;

export function mountLogout(app: Hono, deps: Parts): void {
  const path = `${deps.config.protocolPath}/logout`;
  const answers = deps.metrics.counter('logouts_total', 'Requests to log out', ['result']);
  app.use(path, pageHeaders(), notByHead);
  app.on(['GET', 'POST'], path, async (context) => {
    const posted = context.req.method === 'POST';
    const parameters = posted ? await parametersOfForm(context.req.raw) : parametersOfQuery(context.req.url);
    const { result, response } = await logOut(deps, context, parameters);
    answers.inc({ result });
    return response;
  });
}

interface Answer {
  readonly result: 'ended' | 'asked' | 'refused';
  readonly response: Response | Promise<Response>;
}

async function logOut(deps: Parts, context: Context, parameters: Parameters | undefined): Promise<Answer> {
  const lang = languageOf(context.req, parameters?.get('ui_locales'));
  const inspect = deps.inspector?.here();
  const refuse = (reason: string): Answer => {
    deps.log.info('logout.refused', {});
    return { result: 'refused', response: context.html(logoutRefusedPage(lang, reason, inspect), 400) };
  };
  if (parameters === undefined) return refuse('Invalid request');
  const judged = await judgeLogout(deps, parameters);
  if (judged.kind === 'refused') return refuse(judged.reason);
  const next = judged.next && createLogoutResponse(judged.next.uri, judged.next.state);
  if (judged.kind === 'ask') {
    return { result: 'asked', response: context.html(logoutPage(lang, next, inspect)) };
  }
  await endOwnSession(deps.store, judged.hint.sessionId, judged.hint.clientId);
  const response =
    next === undefined ? context.html(loggedOutPage(lang, inspect)) : context.redirect(next, 303);
  return { result: 'ended', response };
}
