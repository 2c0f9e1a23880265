/**
 * The platform operator (PF事業者): verifies signatures, asks for revocation, keeps evidence. This file puts the parts together
 * and does nothing else; each part is a folder with its own door sign.
 */
import { existsSync } from 'node:fs';
import { httpAuthority, measured, withCrlCache } from '@kazasu/authority/client';
import { type AuditHeads, openAuditHeads } from '@kazasu/server/audit/signed-heads';
import { type Clock, systemClock } from '@kazasu/server/clock';
import { pageHeaders, requestLog, requestMetrics, serveFolder } from '@kazasu/server/http';
import type { KeyFolder } from '@kazasu/server/keys';
import type { DoorRules } from '@kazasu/server/limit';
import type { Log } from '@kazasu/server/log';
import { type Metrics, serviceMetrics } from '@kazasu/server/metrics';
import { mountStatus, openStatus, type StatusSource } from '@kazasu/server/status';
import type { Store } from '@kazasu/server/store';
import { createTracer, type Tracer, tracedFetch } from '@kazasu/server/trace';
import { assetsFolder, statusPage } from '@kazasu/ui';
import { requestLanguage } from '@kazasu/ui/text';
import { Hono } from 'hono';
import { mountOperators, openAdministration } from './administration/index.ts';
import { openAudit } from './audit/index.ts';
import { openBackground } from './background.ts';
import { type VerifierConfig, type VerifierSettings, verifierConfig } from './config.ts';
import type { EvidenceDeps, VerifierDeps, VerifierKeys } from './deps.ts';
import { DocumentGate, Threads } from './document/index.ts';
import { openEncryptionKeys } from './encryption/index.ts';
import { createEvidenceSweep, lookEveryMs, openEvidenceLog } from './evidence/index.ts';
import { InProgress } from './idempotency/index.ts';
import { KeptTrust, loadNumbers } from './judge/index.ts';
import { verifierDoor } from './limit/index.ts';
import { mountRoutes } from './openapi/index.ts';
import { mountConsole } from './page/index.ts';
import { ROUTES } from './routes.ts';
import { MIGRATIONS } from './store.ts';
import { openSweeping } from './sweeping.ts';

export type { VerifierSettings } from './config.ts';

export interface VerifierOptions extends Readonly<VerifierSettings> {
  /** Stays its owner's: `close` does not close it. */
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly clock?: Clock;
  readonly log: Log;
  /** How everybody else is reached; default the network. */
  readonly fetch?: typeof fetch;
}

export interface Verifier {
  /** Serves everything, the base path included. */
  readonly app: Hono;
  readonly metrics: Metrics;
  /** Before it: what is asked, and how it is refused where there is no room. */
  readonly door: DoorRules;
  /** Whom to believe is read every ten seconds as long as the verifier is open. */
  readonly trust: { refresh(): Promise<void>; fault(): string | undefined };
  /** Why this node is not ready: what is believed, or a key that it lacks. */
  fault(): string | undefined;
  /** What is due: heads, deliveries, removal of what has had its time. Called by itself, every ten seconds at least, as long as the verifier is open. */
  sweep(): Promise<void>;
  /** Resolves when the sweeps that have begun have ended, well or not. */
  idle(): Promise<void>;
  /** Resolves when nothing is under way any more that uses store or keys. Idempotent. */
  close(): Promise<void>;
}

/** What the service is called on pages. */
const NAMES = { ja: '検証サービス', en: 'Verifier' } as const;

/** Rejects with a ConfigError that names every fault, or with a StoreError or KeyError. */
export async function createVerifier(options: VerifierOptions): Promise<Verifier> {
  const { store, keys: _keys, clock: _clock, log: _log, fetch: _fetch, ...settings } = options;
  const config = verifierConfig(settings);
  await store.migrate('verifier', MIGRATIONS);
  const deps = await openDeps(options, config);
  await loadNumbers(deps);
  const tracer = createTracer(config.tracing, { service: 'verifier', ...deps });
  tracer?.watch(store);
  const status = openStatus({ ...deps, asksAuthority: true });
  const heads = await openHeads(options, deps);
  if (!config.fourEyes) deps.log.warn('administration.alone');
  const app = compose(deps, { tracer, status, heads });
  const looking = setInterval(() => void status.look(), 60_000);
  looking.unref();
  const evidence = createEvidenceSweep(deps);
  const background = openBackground(deps);
  const sweeping = openSweeping({
    everyMs: lookEveryMs(config.evidence),
    steps: [
      () => deps.keys.encryption.look(),
      () => loadNumbers(deps),
      () => evidence.run(),
      ...background.steps,
      () => deps.audit.sparing.flush(),
      () => heads.run(),
    ],
    log: deps.log,
  });
  return {
    app,
    metrics: deps.metrics,
    door: verifierDoor(config, NAMES),
    trust: deps.trust,
    fault: () => deps.trust.fault() ?? deps.keys.encryption.fault(),
    sweep: sweeping.sweep,
    idle: sweeping.idle,
    close: async () => {
      clearInterval(looking);
      deps.trust.close();
      await sweeping.close();
      await background.close();
      await deps.audit.sparing.flush(true);
      await tracer?.close();
      await deps.threads.close();
      await deps.evidence.close();
    },
  };
}

async function openDeps(options: VerifierOptions, config: VerifierConfig): Promise<VerifierDeps> {
  const { store, clock = systemClock, log, fetch = globalThis.fetch } = options;
  const { limits } = config;
  const metrics = serviceMetrics('verifier', store);
  const authority = measured(
    httpAuthority({ ...config.authority, fetch: config.tracing ? tracedFetch(fetch) : fetch }),
    { metrics, clock },
  );
  const audit = openAudit({ store, clock, log });
  const settings = openAdministration(await options.keys.loadOrCreate('administration', 'secret-256'));
  const base: EvidenceDeps = {
    config,
    store,
    clock,
    log,
    metrics,
    audit,
    settings,
    keys: await openKeys(options, clock),
    authority: withCrlCache(authority, clock, config.authority.refreshMs),
    trust: await KeptTrust.open({ config, store, clock, log, audit, settings }),
    fetch,
  };
  return {
    ...base,
    evidence: await openEvidenceLog({ store, clock, master: base.keys.master }),
    inProgress: new InProgress(),
    documents: new DocumentGate({
      most: limits.documentsInFlightMax,
      reserve: limits.smallDocumentsInFlightMax,
    }),
    threads: new Threads({
      count: limits.documentThreads,
      timeMs: limits.documentTimeMs,
      waitMs: limits.documentWaitMs,
    }),
  };
}

async function openKeys({ store, keys: folder, log }: VerifierOptions, clock: Clock): Promise<VerifierKeys> {
  return {
    master: await folder.loadOrCreate('master', 'secret-256'),
    log: await folder.loadOrCreate('log', 'ed25519'),
    person: await folder.loadOrCreate('person', 'secret-256'),
    encryption: await openEncryptionKeys({ store, folder, clock, log }),
  };
}

async function openHeads(
  { keys }: VerifierOptions,
  { audit, clock, log, metrics, config }: VerifierDeps,
): Promise<AuditHeads> {
  const key = await keys.loadOrCreate('audit', 'ec-p256');
  return openAuditHeads({
    audit,
    clock,
    log,
    metrics,
    key,
    issuer: config.baseUrl,
    folder: config.auditHeads?.folder,
  });
}

interface ForOperators {
  readonly tracer: Tracer | undefined;
  readonly status: StatusSource;
  readonly heads: AuditHeads;
}

function compose(deps: VerifierDeps, { tracer, status: source, heads }: ForOperators): Hono {
  const app = new Hono();
  app.use(requestLog(deps.log), requestMetrics(deps.metrics));
  if (tracer) app.use(tracer.middleware);
  if (existsSync(assetsFolder)) app.get('/ui/*', pageHeaders(), serveFolder(assetsFolder, '/ui'));
  mountStatus(app, {
    source,
    adminToken: deps.config.adminToken,
    page: (status, request) => String(statusPage(status, requestLanguage(request), NAMES)),
  });
  mountConsole(app, deps);
  mountOperators(app, deps, heads);
  mountRoutes(app, deps, ROUTES);
  return app;
}
