import { apiHeaders } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { SANDBOX_PATHS } from '../api/sandbox.ts';
import type { ProviderDeps } from '../deps.ts';
import { OUTCOMES, outcomeView } from './outcome/index.ts';
import type { Sandbox } from './sandbox.ts';
import { SubstituteUnreachable } from './substitute.ts';

/** Nothing at all where there is no sandbox. */
export function mountSandbox(app: Hono, deps: ProviderDeps): void {
  const { sandbox } = deps;
  if (sandbox === undefined) return;
  const { basePath } = deps.config;
  app.get(`${basePath}${SANDBOX_PATHS.outcomes}`, apiHeaders(), (context) =>
    context.json(OUTCOMES.map(outcomeView)),
  );
  app.get(`${basePath}${SANDBOX_PATHS.persons}`, apiHeaders(), (context) => persons(context, sandbox));
}

async function persons(context: Context, { substitute }: Sandbox): Promise<Response> {
  try {
    return context.json(await substitute.persons());
  } catch (error) {
    if (!(error instanceof SubstituteUnreachable)) throw error;
    return context.json({ error: 'temporarily_unavailable' }, 503);
  }
}
