import { readFileSync } from 'node:fs';
import { pageHeaders } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import type { ProviderDeps } from '../../deps.ts';
import { languageOf } from '../../page/index.ts';
import {
  FLOWS,
  findFlow,
  findFlowId,
  findFlowOfEvent,
  findFlowOfRequest,
  listClientIds,
  listEvents,
  listFlows,
} from '../flow-store.ts';
import { inspectorPath } from '../inspector.ts';
import { keyOf } from '../record/correlate.ts';
import { onlyThisMachine } from './access.ts';
import { flowPage, flowPart, gonePage, type PageContext } from './flow-page.ts';
import { type ListView, listPage, listPart } from './list-page.ts';

type PageDeps = Pick<ProviderDeps, 'config' | 'store'>;

const SHOWN_MAX = FLOWS.kept + FLOWS.keptEarly;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The pages, for this machine alone. */
export function mountPages(app: Hono, deps: PageDeps): void {
  const base = inspectorPath(deps.config);
  for (const path of [base, `${base}/*`]) app.use(path, pageHeaders(), onlyThisMachine);
  app.get(base, async (context) =>
    context.html(listPage(await listOf(context, deps), contextOf(context, deps))),
  );
  app.get(`${base}/part`, async (context) => {
    const { lang } = contextOf(context, deps);
    return context.html(listPart(await listOf(context, deps), lang, base));
  });
  app.get(`${base}/find`, (context) => find(context, deps));
  app.get(`${base}/flows/:id`, (context) => showFlow(context, deps, flowPage));
  app.get(`${base}/flows/:id/part`, (context) => showFlow(context, deps, flowPart));
  app.get(`${base}/requests/:id`, (context) => leadToRequest(context, deps));
  serveAsset(app, `${base}/inspector.js`, 'inspector.js', 'text/javascript; charset=utf-8');
  serveAsset(app, `${base}/inspector.css`, 'inspector.css', 'text/css; charset=utf-8');
}

function contextOf(context: Context, { config }: PageDeps): PageContext {
  return { lang: languageOf(context.req), base: inspectorPath(config), origin: config.origin };
}

async function listOf(context: Context, { store }: PageDeps): Promise<ListView> {
  const asked = context.req.query('client');
  const clientId = asked !== undefined && /^[0-9a-zA-Z]{1,64}…?$/.test(asked) ? asked : undefined;
  return {
    flows: await listFlows(store, { clientId, limit: SHOWN_MAX }),
    clientIds: await listClientIds(store),
    clientId,
    missed: context.req.query('missed') !== undefined,
  };
}

/** By what stands in a relying party's own log: ids and states. Codes and tokens are not looked for: they do not belong in addresses. */
async function find(context: Context, deps: PageDeps): Promise<Response> {
  const { lang, base } = contextOf(context, deps);
  const id = (context.req.query('id') ?? '').trim().slice(0, 255);
  const keys = [keyOf('interaction', id.toLowerCase()), keyOf('sign', id.toLowerCase()), keyOf('state', id)];
  for (const key of keys) {
    const found = await findFlowId(deps.store, key);
    if (found !== undefined) return context.redirect(`${base}/flows/${found}?lang=${lang}`, 303);
  }
  return context.redirect(`${base}?lang=${lang}&missed`, 303);
}

async function showFlow(context: Context, deps: PageDeps, view: typeof flowPage): Promise<Response> {
  const asked = contextOf(context, deps);
  const id = context.req.param('id') ?? '';
  const flow = ID.test(id) ? await findFlow(deps.store, id) : undefined;
  if (flow === undefined) return context.html(gonePage('gone', asked), 404);
  return context.html(view(flow, await listEvents(deps.store, flow.id), asked));
}

/** From an error page or a `Link` header to the place in the diagram. */
async function leadToRequest(context: Context, deps: PageDeps): Promise<Response> {
  const asked = contextOf(context, deps);
  const id = context.req.param('id') ?? '';
  const known = ID.test(id);
  const flowId = known
    ? ((await findFlowOfEvent(deps.store, id)) ?? (await findFlowOfRequest(deps.store, id)))
    : undefined;
  if (flowId === undefined) {
    context.header('Refresh', '2');
    return context.html(gonePage('wait', asked), 404);
  }
  return context.redirect(`${asked.base}/flows/${flowId}?lang=${asked.lang}#e-${id}`, 303);
}

function serveAsset(app: Hono, path: string, file: string, type: string): void {
  const text = readFileSync(new URL(`./browser/${file}`, import.meta.url), 'utf8');
  app.get(path, (context) => context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }));
}
