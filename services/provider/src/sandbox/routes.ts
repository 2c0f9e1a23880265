import { readFileSync } from 'node:fs';
import { apiHeaders, pageHeaders } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { SANDBOX_PATHS } from '../api/sandbox.ts';
import type { ProviderDeps } from '../deps.ts';
import { asBrowser } from '../interaction/browser-request.ts';
import { interactionPath } from '../interaction/cookie.ts';
import { assetsPath } from '../page/index.ts';
import type { SandboxDeps } from './carry-out.ts';
import { type ChoiceRequest, showChoice, takeChoice } from './choose.ts';
import { OUTCOMES, outcomeView } from './outcome/index.ts';
import { personsOf } from './substitute.ts';

/** Nothing at all where there is no sandbox. */
export function mountSandbox(app: Hono, deps: ProviderDeps): void {
  const { sandbox } = deps;
  if (sandbox === undefined) return;
  const { basePath } = deps.config;
  app.get(`${basePath}${SANDBOX_PATHS.outcomes}`, apiHeaders(), (context) =>
    context.json(OUTCOMES.map(outcomeView)),
  );
  app.get(`${basePath}${SANDBOX_PATHS.persons}`, apiHeaders(), (context) =>
    persons(context, { ...deps, sandbox }),
  );
  mountChoice(app, { ...deps, sandbox });
}

/** Headers and the binding to the browser are those of the interaction's own routes. */
function mountChoice(app: Hono, deps: SandboxDeps): void {
  const path = `${interactionPath(deps.config, ':id')}/sandbox`;
  const take = (handle: (request: ChoiceRequest) => Promise<Response>) => (context: Context) =>
    asBrowser(context, { deps }, { handle: (request) => handle({ ...request, deps }) });
  app.get(path, take(showChoice));
  app.post(path, take(takeChoice));
  const assets = assetsPath(deps.config);
  serve(app, `${assets}/sandbox.js`, 'text/javascript; charset=utf-8');
  serve(app, `${assets}/sandbox.css`, 'text/css; charset=utf-8');
}

function serve(app: Hono, path: string, type: string): void {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const text = readFileSync(new URL(`./browser/${file}`, import.meta.url), 'utf8');
  app.get(path, pageHeaders(), (context) =>
    context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }),
  );
}

async function persons(context: Context, deps: SandboxDeps): Promise<Response> {
  const persons = await deps.sandbox.hold(() => personsOf(deps));
  return persons === undefined
    ? context.json({ error: 'temporarily_unavailable' }, 503)
    : context.json(persons);
}
