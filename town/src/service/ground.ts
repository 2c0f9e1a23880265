import { join } from 'node:path';
import type { CustodyEnvironment, KeyMaker, Typeface } from '@kazasu/authority';
import type { Clock } from '@kazasu/server/clock';
import { type DirectHandler, type RunningServer, serve } from '@kazasu/server/http';
import { type KeyFolder, openKeyFolder } from '@kazasu/server/keys';
import type { LogDestination } from '@kazasu/server/log';
import { createLog, type Log } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import type { Hono } from 'hono';
import type { Tokens, TownPorts, TownUrls } from '../access/index.ts';

/** What every service of one town stands on. */
export interface Ground {
  readonly ports: TownPorts;
  readonly urls: TownUrls;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Where the app finds the local agent, where it is not the usual port. */
  readonly agentPort?: number;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** How the keys that go into cards are made, where it is not the authority's business. */
  readonly makeKey?: KeyMaker;
  /** What is printed on cards is drawn with, where it is not the authority's business. */
  readonly typeface?: Typeface;
  /** Names the files that open keys; default: that of this process. */
  readonly environment?: CustodyEnvironment;
  /** Where the services' logs go. */
  readonly log: LogDestination;
}

/** A service that answers on its port. `close` ends it and everything that it opened. */
export interface StartedService {
  readonly server: RunningServer;
  close(): Promise<void>;
}

/** Those that have keys and a store. */
export type StoredServiceName = 'authority' | 'provider' | 'timestamp' | 'verifier';
export type ServiceName = StoredServiceName | 'phone' | 'substitute' | 'reservation' | 'town-office' | 'town';

/** The things a service gets for itself. */
export async function groundOf(
  ground: Ground,
  service: StoredServiceName,
): Promise<{ store: Store; keys: KeyFolder; clock: Clock; log: Log }> {
  const folder = join(ground.dataFolder, service);
  const keys = openKeyFolder(join(folder, 'keys'));
  const { databaseUrl } = ground;
  const store = await openStore(
    databaseUrl === undefined ? { file: join(folder, `${service}.sqlite`) } : { databaseUrl },
  );
  return { store, keys, clock: ground.clock, log: logOf(ground, service) };
}

/** For a service that has no store and no keys. */
export function logOf(ground: Ground, service: ServiceName): Log {
  return createLog({ service, destination: ground.log });
}

/** Listens on loopback alone, and answers to loopback's own names alone: other names may be made to lead here. */
export function listen(
  app: Pick<Hono, 'fetch'>,
  port: number,
  direct?: DirectHandler,
): Promise<RunningServer> {
  return serve(app, { hostname: 'localhost', port, ...(direct && { direct }) });
}
