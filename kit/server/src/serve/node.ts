import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../clock/index.ts';
import { type Connections, type Forwarding, forwarding, type RunningServer, serve } from '../http/index.ts';
import { type Door, openDoor } from '../limit/index.ts';
import { createLog, type Log } from '../log/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { joinCluster, tellLevel } from './cluster.ts';
import type { Configuration } from './configuration.ts';
import { type Custody, openCustody } from './custody.ts';
import { type ProbeState, type Readiness, storeReadiness, type Unready, withProbes } from './probe.ts';
import type { ProcessConfig } from './process-settings.ts';
import type { AnyService, Ground, OpenService, StoredGround } from './service.ts';

/** One service that answers on its port, in this process. */
export interface Node {
  /** As `http://localhost:4001`. */
  readonly url: string;
  readonly log: Log;
  readiness(): Promise<Unready | undefined>;
  /** Counters, in the Prometheus text format. */
  metrics(): Promise<string>;
  /**
   * Says that it is not ready, for a while; takes no new connections, lets requests under way finish until the deadline; closes
   * everything. Resolves to the number of requests that the deadline cut off. Idempotent.
   */
  stop(leaving?: Leaving): Promise<number>;
}

/** Who takes the place of a node that stops: nobody, or a successor that answers on the same port already, so that the service stays ready. */
export type Leaving = 'for-good' | 'replaced';

export interface NodeOptions {
  /** Parts of the cluster's identity that are to be as here from now on. */
  readonly accept?: readonly string[] | undefined;
  /** Of a worker, whose parent listens. */
  readonly connections?: Connections;
}

/** What a service stands on, and what closes it. */
interface Opened {
  readonly service: OpenService;
  readonly readiness: Readiness;
  /** Whether what it stands on has more to do than it can. */
  readonly crowded?: () => boolean;
  close(): Promise<void>;
}

/** Rejects with a ConfigError, a StoreError, a KeyError, a ClusterMismatch or Node's error of listening; nothing is left open then. */
export async function openNode(
  definition: AnyService,
  { process: config, settings }: Configuration,
  { accept = [], connections }: NodeOptions = {},
): Promise<Node> {
  const log = createLog({ service: definition.name, level: config.log.level });
  const ground = { clock: systemClock, log, forwarding: forwardingOf(definition, config, settings) };
  const opened = definition.stored
    ? await openStored(definition, { ground, config, settings, accept })
    : await openPages(definition, ground, settings);
  const state = { draining: false, unready: false };
  const readiness = async () => (state.unready ? 'draining' : opened.readiness());
  const { service } = opened;
  const door = doorOf(opened, config, ground);
  const server = await serve(service.app as Parameters<typeof serve>[0], {
    hostname: config.listen.host,
    port: config.listen.port,
    ...hostsOf(definition, config, settings),
    direct: withProbes(state, readiness, door.handle),
    drainMs: config.stop.drainMs,
    limits: connectionLimits(config, ground.forwarding),
    onRefused: (by) => door.refusals.count(by),
    connections,
  }).catch(async (error: unknown) => {
    door.close();
    await opened.close();
    throw error;
  });
  return {
    url: server.url,
    log,
    readiness,
    metrics: async () => (await service.metrics?.text()) ?? '',
    stop: once((leaving) => stopNode(server, { opened, door, state, config }, leaving)),
  };
}

/** One of the two numbers is enough, and where both are given they are the same. */
function forwardingOf(
  definition: AnyService,
  { limits }: ProcessConfig,
  settings: Record<string, unknown>,
): Forwarding {
  const proxies = limits.trustedProxies ?? definition.trustedProxies?.(settings) ?? 0;
  return forwarding({ proxies, networks: limits.proxyNetworks });
}

function doorOf(
  { service, crowded }: Opened,
  { limits }: ProcessConfig,
  { log, forwarding }: Opening['ground'],
): Door {
  const { door: rules, metrics, direct } = service;
  const options = { settings: limits, rules, forwarding, metrics, log };
  return openDoor({ ...options, ...(crowded && { crowded }) }, direct);
}

/** Behind a proxy all connections are of its few addresses. */
function connectionLimits({ limits }: ProcessConfig, { proxies }: Forwarding) {
  const { connections, connectionsPerAddress } = limits;
  return { ...limits, connectionsPerAddress: proxies > 0 ? connections : connectionsPerAddress };
}

/** Of one process: twice as many wait for a connection to the database as it may have. */
function isCrowded(store: Store): boolean {
  const { waiting = 0, most } = store.load?.() ?? {};
  return most !== undefined && waiting > 2 * most;
}

async function stopNode(
  server: RunningServer,
  {
    opened,
    door,
    state,
    config,
  }: { opened: Opened; door: Door; state: ProbeState & { unready: boolean }; config: ProcessConfig },
  leaving: Leaving = 'for-good',
): Promise<number> {
  state.draining = true;
  if (leaving === 'for-good') {
    state.unready = true;
    await sleep(config.stop.announceMs);
  }
  await server.close();
  door.close();
  await opened.close();
  return server.cutOff();
}

interface Opening {
  readonly ground: Ground;
  readonly config: ProcessConfig;
  readonly settings: Record<string, unknown>;
  readonly accept: readonly string[];
}

async function openStored(
  definition: Extract<AnyService, { stored: true }>,
  { ground, config, settings, accept }: Opening,
): Promise<Opened> {
  const [program, store] = await Promise.all([definition.load(), openDatabase(config)]);
  const { migrations } = program;
  const service = definition.name;
  let opened: Custody | undefined;
  try {
    const custody = config.keys ?? { folder: '' };
    opened = await openCustody(custody, {
      purpose: service,
      mayCreate: program.changesKeys?.(settings) ?? false,
    });
    const { keys, tokenKeys, close } = opened;
    const full: StoredGround = { ...ground, store, custody, keys, ...(tokenKeys && { tokenKeys }) };
    const identity = await program.identity(full, settings);
    await joinCluster(store, { service, identity, migrations, accept });
    const open = await program.open(full, settings);
    await tellLevel(store, { service, migrations });
    const ready = storeReadiness(store, service, program);
    return {
      service: open,
      readiness: async () => open.fault?.() ?? ready(),
      crowded: () => isCrowded(store),
      close: async () => {
        await open.close();
        await store.close();
        close();
      },
    };
  } catch (error) {
    opened?.close();
    await store.close();
    throw error;
  }
}

async function openPages(
  definition: Extract<AnyService, { stored: false }>,
  ground: Opening['ground'],
  settings: Record<string, unknown>,
): Promise<Opened> {
  const program = await definition.load();
  const service = await program.open(ground, settings);
  return { service, readiness: async () => undefined, close: () => service.close() };
}

export function openDatabase({ database }: ProcessConfig): Promise<Store> {
  const { url, path = '', ...limits } = database ?? {};
  return openStore(url === undefined ? { file: path } : { databaseUrl: url, ...limits });
}

/** A server on loopback stands behind a proxy that may keep the public name. */
function hostsOf(
  definition: AnyService,
  { listen }: ProcessConfig,
  settings: Record<string, unknown>,
): { readonly hosts?: readonly string[]; readonly publicHosts?: readonly string[] } {
  if (listen.hosts !== undefined) return { hosts: listen.hosts };
  const publicUrl = definition.publicUrl?.(settings);
  return publicUrl === undefined ? {} : { publicHosts: [new URL(publicUrl).host] };
}

function once<T>(work: (leaving?: Leaving) => Promise<T>): (leaving?: Leaving) => Promise<T> {
  let done: Promise<T> | undefined;
  return (leaving) => {
    done ??= work(leaving);
    return done;
  };
}
