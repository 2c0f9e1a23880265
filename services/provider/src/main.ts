/**
 * The provider: OpenID Provider with the authentication and the signature API, as デジタル認証アプリサービスAPI defines it. This file puts the
 * parts together and does nothing else; each part is a folder with its own door sign.
 */

import { httpAuthority, measured, withCrlCache } from '@kazasu/authority/client';
import { systemClock } from '@kazasu/server/clock';
import { apiHeaders, forwarding, requestLog, requestMetrics } from '@kazasu/server/http';
import type { DoorRules } from '@kazasu/server/limit';
import { codeOf } from '@kazasu/server/log';
import { openMapper } from '@kazasu/server/mapping';
import { type Metrics, serviceMetrics } from '@kazasu/server/metrics';
import { takeTurn } from '@kazasu/server/store';
import { createTracer, type Tracer, tracedFetch } from '@kazasu/server/trace';
import { type Context, Hono } from 'hono';
import { mountAdmin, mountAdministration, mountAuditHeads, mountMetrics } from './admin/index.ts';
import { openAdministration } from './administration/index.ts';
import { type AuditHeads, openAudit, openAuditHeads, type ProviderAudit } from './audit/index.ts';
import { openCrlIndexes } from './authority-client/index.ts';
import { mountAuthorize } from './authorize/index.ts';
import { clientAuthentication } from './client-authentication/index.ts';
import { type ProviderConfig, providerConfig } from './config.ts';
import type { ProviderDeps, ProviderKeys } from './deps.ts';
import { mountDiscovery } from './discovery/index.ts';
import { mountHolder } from './holder/index.ts';
import { mountInteraction } from './interaction/index.ts';
import { mountIntrospection } from './introspection/index.ts';
import { mountKeys, type RunningKeys, startKeys, vaultOf } from './key/index.ts';
import { openClientLimits, providerDoor } from './limit/index.ts';
import { mountLogout } from './logout/index.ts';
import { type ProviderOptions, settingsIn } from './options.ts';
import { brokenPage, languageOf, mountPages } from './page/index.ts';
import { mountPushedRequests } from './pushed-request/index.ts';
import { mountRevocation } from './revocation/index.ts';
import { mountSandbox, openSandbox } from './sandbox/index.ts';
import { mountSign, operatorKeys } from './sign/index.ts';
import { mountStatus, openProviderStatus, type ProviderStatusSource } from './status/index.ts';
import { MIGRATIONS, sweep } from './store.ts';
import { mountToken } from './token/index.ts';
import { ProviderTrust } from './trust/index.ts';
import { unforeseen } from './unforeseen.ts';
import { mountUserinfo } from './userinfo/index.ts';

export type { ProviderSettings } from './config.ts';
export { DIVERGENCES, type Divergence, type DivergenceId, type Mark } from './divergences.ts';
export type { ProviderOptions } from './options.ts';

export interface Provider {
  /** Serves everything, the base path included. */
  readonly app: Hono;
  readonly issuer: string;
  /** What it says of requests to the door before it, for whoever serves it. */
  readonly door: DoorRules;
  readonly metrics: Metrics;
  /** Removes what has had its time; called every minute as long as the provider is open. */
  sweep(): Promise<void>;
  /** When the inspector has written down everything so far; at once where there is none. */
  recorded(): Promise<void>;
  /** Which keys there are, and whom to believe, is read every ten seconds as long as the provider is open; `fault` says why this node is not ready. */
  readonly keys: { refresh(): Promise<void>; fault(): string | undefined };
  /** Ends the sweeping. Idempotent. */
  close(): Promise<void>;
}

const SWEEP_MS = 60_000;

/** Rejects with a ConfigError that names every fault, or with a StoreError or KeyError. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const { store, clock = systemClock, log } = options;
  const config = providerConfig(settingsIn(options));
  await store.migrate('provider', MIGRATIONS);
  const vault = vaultOf({ ...options, clock });
  const audit = openAudit({ store, clock, log });
  const keys = await startKeys({ store, vault, clock, log, audit }, config.keySchedule);
  const deps = await openDeps(options, config, { keys: keys.ring, audit }).catch(async (error: unknown) => {
    await keys.close();
    throw error;
  });
  const { trust } = deps;
  const known = knownOf(keys, trust);
  if (!config.fourEyes) deps.log.warn('administration.alone');
  const heads = openAuditHeads({
    audit: deps.audit,
    clock: deps.clock,
    key: await options.keys.loadOrCreate('audit', 'ec-p256'),
    issuer: config.issuer,
    folder: config.auditHeads?.folder,
    log: deps.log,
    metrics: deps.metrics,
  });
  const tracer = createTracer(config.tracing, { service: 'provider', ...deps });
  tracer?.watch(store);
  const status = openProviderStatus({ ...deps, keys });
  const app = await compose(deps, { heads, tracer, status, administration: { vault, trust, ...known } });
  let running = Promise.resolve();
  const sweepAfter = (sweeping: (deps: ProviderDeps) => Promise<void>) => {
    running = running
      .then(() => sweeping(deps))
      .then(() => keepAudit(deps, heads))
      .then(() => status.look());
    return running;
  };
  const timer = setInterval(() => {
    sweepAfter(sweepInTurn).catch((error: unknown) => {
      running = Promise.resolve();
      deps.log.error('sweep.failed', { code: codeOf(error) });
    });
  }, SWEEP_MS);
  timer.unref();
  return {
    app,
    issuer: config.issuer,
    door: providerDoor(config, deps.clientLimits),
    metrics: deps.metrics,
    sweep: () => sweepAfter(sweep),
    recorded: async () => deps.inspector?.settled(),
    keys: known,
    close: async () => {
      clearInterval(timer);
      trust.close();
      await running.catch(() => {});
      await keys.close();
      await deps.audit.sparing.flush(true);
      await tracer?.close();
      await deps.inspector?.close();
      await deps.authority.crlIndexes?.close();
    },
  };
}

/** What a node knows from the database and goes by. */
function knownOf(keys: RunningKeys, trust: ProviderTrust): Provider['keys'] {
  return {
    refresh: async () => {
      await keys.refresh();
      await trust.refresh();
    },
    fault: () => keys.fault() ?? trust.fault(),
  };
}

/** Of all nodes one at a time: the others would only wait for its rows. */
async function sweepInTurn(deps: ProviderDeps): Promise<void> {
  const now = deps.clock.now();
  const turn = { name: 'provider.sweep', now, until: now + SWEEP_MS - 1_000 };
  if (await takeTurn(deps.store, turn)) await sweep(deps);
}

async function keepAudit({ audit }: ProviderDeps, heads: AuditHeads): Promise<void> {
  await audit.sparing.flush();
  await heads.run();
}

async function openDeps(
  options: ProviderOptions,
  config: ProviderConfig,
  { keys, audit }: { readonly keys: ProviderKeys; readonly audit: ProviderAudit },
): Promise<ProviderDeps & { readonly trust: ProviderTrust }> {
  const { store, clock = systemClock, log, ticks } = options;
  const clientLimits = openClientLimits({ ...config.perClient, ...(ticks && { ticks }) });
  const metrics = serviceMetrics('provider', store);
  const inspector = (await inspecting(config))?.createInspector({ config, store, clock, log, metrics });
  const send = options.fetch ?? globalThis.fetch;
  const toAuthority = config.tracing ? tracedFetch(send) : send;
  const asked = httpAuthority({
    ...config.authority,
    fetch: inspector?.asks(toAuthority, 'authority') ?? toAuthority,
  });
  const authority = measured(asked, { metrics, clock });
  const settings = openAdministration(keys);
  const trust = await ProviderTrust.open({ config, store, clock, log, audit, settings });
  const { crlIndex } = config;
  const mapFile = crlIndex && (await openMapper());
  const crlIndexes =
    crlIndex &&
    mapFile &&
    openCrlIndexes({
      ...crlIndex,
      authority,
      mapFile,
      clock,
      log,
      get anchors() {
        return trust.anchors;
      },
    });
  return {
    config,
    store,
    clock,
    log,
    metrics,
    forwarding: options.forwarding ?? forwarding({ proxies: config.trustedProxies }),
    audit,
    keys,
    settings,
    authority: { ...withCrlCache(authority, clock), ...(crlIndexes && { crlIndexes }) },
    trust,
    clientAuthentication: clientAuthentication({
      config,
      store,
      clock,
      log,
      metrics,
      inspector,
      clientLimits,
    }),
    clientLimits,
    operatorKeys: operatorKeys({ clock, log }, config.local),
    sandbox: openSandbox(config, { fetch: inspector?.asks(send, 'phone') ?? send, sleep: options.sleep }),
    inspector,
  };
}

/** What stands beside the parts that answer people and relying parties. */
interface ForOperators {
  readonly heads: AuditHeads;
  readonly tracer: Tracer | undefined;
  readonly status: ProviderStatusSource;
  readonly administration: Parameters<typeof mountAdministration>[2];
}

/** What records for developers brings the words for every report along, and is loaded only where it is asked for. */
async function inspecting({ sandbox }: ProviderConfig) {
  return sandbox?.inspector === true ? import('./inspector/index.ts') : undefined;
}

async function compose(
  deps: ProviderDeps,
  { heads, tracer, status, administration }: ForOperators,
): Promise<Hono> {
  const app = new Hono();
  app.use(requestLog(deps.log), requestMetrics(deps.metrics));
  if (tracer) app.use(tracer.middleware);
  if (deps.inspector) (await inspecting(deps.config))?.mountInspector(app, deps, deps.inspector);
  app.get('/healthz', apiHeaders(), (context) => context.json({ status: 'ok' }));
  mountPages(app, deps);
  mountPushedRequests(app, deps);
  mountAuthorize(app, deps);
  mountInteraction(app, deps);
  mountSandbox(app, deps);
  mountHolder(app, deps);
  mountToken(app, deps);
  mountUserinfo(app, deps);
  mountRevocation(app, deps);
  mountIntrospection(app, deps);
  mountLogout(app, deps);
  mountSign(app, deps);
  mountKeys(app, deps);
  mountDiscovery(app, deps);
  mountAdmin(app, deps);
  mountAdministration(app, deps, administration);
  mountAuditHeads(app, deps, heads);
  mountMetrics(app, deps);
  mountStatus(app, deps, status);
  app.notFound(notFound);
  app.onError((error, context) => broken(context, deps, error));
  return app;
}

const asApi = apiHeaders();

async function notFound(context: Context): Promise<Response> {
  await asApi(context, async () => {
    context.res = context.json({ error: 'not_found' }, 404);
  });
  return context.res;
}

/** Whatever no part foresaw: opaque outside, a code inside, in the shape of who asked. */
function broken(context: Context, deps: ProviderDeps, error: Error): Response | Promise<Response> {
  deps.log.error('request.failed', { code: codeOf(error) });
  const { status, body, headers } = unforeseen(error);
  if (/\btext\/html\b/.test(context.req.header('Accept') ?? '')) {
    return context.html(brokenPage(languageOf(context.req), deps.inspector?.here()), status, headers);
  }
  return context.json(body, status, headers);
}
