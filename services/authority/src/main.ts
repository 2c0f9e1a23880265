/**
 * The authority: what J-LIS does for the real service. Makes the CA hierarchy, personalises cards, revokes, and tells
 * verifiers what became of a certificate. This file puts the parts together and does nothing else.
 */
import type { Clock } from '@kazasu/server/clock';
import type { DirectHandler } from '@kazasu/server/http';
import { type KeyFolder, type SigningKeys, signingKeysIn } from '@kazasu/server/keys';
import type { DoorRules } from '@kazasu/server/limit';
import type { Log } from '@kazasu/server/log';
import { type Metrics, meteredKeys, serviceMetrics } from '@kazasu/server/metrics';
import { openStatus } from '@kazasu/server/status';
import type { Store } from '@kazasu/server/store';
import { createTracer } from '@kazasu/server/trace';
import type { Hono } from 'hono';
import { openAdministration } from './administration/index.ts';
import type { CardImage, CardOptions, CardRequest } from './api.ts';
import { createApp, NAMES } from './app.ts';
import { openAdministrationAudit, openAuditHeads, readHead } from './audit/index.ts';
import { type CeremonyRoots, openHierarchy, watchedKeys } from './ca/index.ts';
import { createCardKey, type KeyMaker, openCardIssuers, personalise } from './card/index.ts';
import { type AuthoritySettings, authorityConfig } from './config.ts';
import { issueDueCrls, startCrlSchedule } from './crl/index.ts';
import type { AuthorityDeps } from './deps.ts';
import { openTypeface, type Typeface } from './drawing/index.ts';
import { replaceCard } from './event/index.ts';
import { authorityDoor } from './limit/index.ts';
import { openOcspResponder } from './ocsp/index.ts';
import { ocspDirect } from './ocsp-direct.ts';
import { type CounterReader, createTicket } from './page/index.ts';
import { MIGRATIONS, startSweep, sweep } from './store.ts';
import { createMeter } from './verifier/index.ts';

export { rootsBegin } from './ca/index.ts';
export type { KeyMaker } from './card/index.ts';
export { type Custody, type CustodyEnvironment, openCustody } from './ceremony/index.ts';
export type { AuthoritySettings } from './config.ts';
export { AuthorityError, type AuthorityErrorCode } from './error.ts';
export type { CounterReader, Delivery } from './page/index.ts';
export type { Typeface };

export interface AuthorityOptions extends Readonly<AuthoritySettings> {
  /** Stays its owner's: `close` does not close it. */
  readonly store: Store;
  readonly keys: KeyFolder;
  /** Where the keys of the roots and of the OCSP responder lie, such as a token; default `keys`. */
  readonly signing?: SigningKeys;
  /** What ceremonies made; with it the authority makes no root itself. */
  readonly roots?: CeremonyRoots;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes the keys that go into cards; default RSA-2048 in the thread pool. Tests that issue many cards share keys. */
  readonly makeKey?: KeyMaker;
  /** What name and address are printed in on cards; default Noto Sans JP. Tests that issue many cards print boxes. */
  readonly typeface?: Typeface;
  /** The card reader on the counter's desk; without one its pages offer files. */
  readonly reader?: CounterReader;
}

export interface Authority {
  readonly app: Hono;
  readonly metrics: Metrics;
  /** For whoever serves the app: answers OCSP questions on the bare socket, and leaves everything else to the app. */
  readonly direct: DirectHandler;
  /** Before it: what is asked, and how it is refused where there is no room. */
  readonly door: DoorRules;
  /** As `POST /admin/cards`. Several at once share the processors: keys are made in the thread pool. */
  personalise(request: CardRequest): Promise<CardImage>;
  /** As `POST /admin/residents/{id}/renewals`. */
  renew(residentId: string, options: CardOptions): Promise<CardImage>;
  /** Where a browser gets in at the counter's pages without the token: works once, within a minute. */
  counterLink(official: string): string;
  /** Makes every list whose time has come; the authority does it by itself too, each minute. */
  issueDueCrls(): Promise<void>;
  /** Removes what has had its time; each minute one of all nodes does it by itself. */
  sweep(): Promise<void>;
  /** Tells the audit how often somebody was refused, signs its head and writes it into its folder; the authority does it by itself too, each minute. */
  keepHeads(): Promise<void>;
  /** Resolves when nothing is under way any more that uses store or keys. */
  close(): Promise<void>;
}

/** Who did it, where the authority is used without its counter. */
const ACTOR = 'counter:program';

/**
 * Brings the schema forward, opens or makes the hierarchy, and builds the service; listening is the caller's. Rejects
 * with a ConfigError, a StoreError, a KeyError, or an AuthorityError `hierarchy_mismatch`.
 */
export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const deps = await openDeps(options);
  const tracer = createTracer(deps.config.tracing, { service: 'authority', ...deps });
  tracer?.watch(deps.store);
  const schedule = startCrlSchedule(deps);
  const sweeping = startSweep(deps);
  const status = openStatus({ ...deps, audit: { head: () => readHead(deps.store) } });
  const keepHeads = async () => {
    await deps.audit.sparing.flush();
    await deps.auditHeads.run();
  };
  const keeping = everyMinute(() => keepHeads().then(() => status.look()));
  if (!deps.config.fourEyes) deps.log.warn('administration.alone');
  const underWay = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };
  return {
    app: createApp(deps, status, tracer),
    metrics: deps.metrics,
    direct: ocspDirect(deps),
    door: authorityDoor(NAMES),
    counterLink: (official) => `/counter/enter?ticket=${createTicket(deps, official)}`,
    personalise: (request) => tracked(personalise(deps, request, ACTOR)),
    renew: (residentId, options) => {
      const renewal = { event: 'renewal', options, because: 'renewal' } as const;
      return tracked(replaceCard({ deps, residentId, actor: ACTOR }, renewal));
    },
    issueDueCrls: () => tracked(issueDueCrls(deps)),
    sweep: () => tracked(sweep(deps)),
    keepHeads: () => tracked(keepHeads()),
    close: async () => {
      await schedule.stop();
      await sweeping.stop();
      await keeping.stop();
      await Promise.allSettled(underWay);
      await deps.audit.sparing.flush(true);
      await tracer?.close();
    },
  };
}

async function openDeps(options: AuthorityOptions): Promise<AuthorityDeps> {
  const {
    store,
    keys,
    clock,
    log,
    makeKey = createCardKey,
    typeface = openTypeface(),
    signing: place,
    roots,
    reader,
    ...settings
  } = options;
  const config = authorityConfig(settings);
  const { organisation, cardGeneration } = config;
  await store.migrate('authority', MIGRATIONS);
  const metrics = serviceMetrics('authority', store);
  const metered = meteredKeys(place ?? signingKeysIn(keys), metrics);
  const signing = watchedKeys(metered, { store, clock, log });
  warnOfOpenKeys(log, keys, signing);
  const parts = { config, store, clock, log, metrics };
  const now = clock.now();
  const hierarchy = await openHierarchy({ store, signing, now, organisation, roots, cardGeneration });
  return {
    ...parts,
    settings: openAdministration(await keys.loadOrCreate('administration', 'secret-256')),
    audit: openAdministrationAudit(parts),
    auditHeads: openAuditHeads(parts, await keys.loadOrCreate('audit', 'ec-p256')),
    hierarchy,
    cardIssuers: await openCardIssuers(keys, config),
    makeKey,
    typeface,
    ocsp: await openOcspResponder({ store, clock, log }, signing, hierarchy.all),
    registerKey: await keys.loadOrCreate('register', 'secret-256'),
    counter: { key: await keys.loadOrCreate('counter', 'secret-256'), reader },
    meter: createMeter(store, clock),
  };
}

function warnOfOpenKeys(log: Log, keys: KeyFolder, signing: SigningKeys): void {
  if (keys.protection !== 'none') return;
  const reason =
    signing.protection === 'none' ? 'no passphrase and no token' : 'no passphrase beside the token';
  log.warn('keys.unprotected', { reason });
}

/** One after the other; `work` does not reject. Stopped, it has ended. */
function everyMinute(work: () => Promise<void>): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(work);
  }, 60_000);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
