import { join } from 'node:path';
import type { CardWorld, RelyingParty } from '@kazasu/conformance/load';
import { ADMIN_PATHS } from '@kazasu/provider/api';
import type { StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { DURABLE_SETTINGS } from '../durable-settings.ts';
import { type Server, startServer } from '../login/child.ts';
import { peerClient } from '../login/client.ts';
import type { FloorSettings } from './floor-server.ts';
import type { OwnSettings } from './own-server.ts';
import type { Endpoints } from './steps.ts';

/** What a lane is started with. */
export interface LaneParts {
  readonly world: CardWorld;
  readonly rp: RelyingParty;
  readonly core: number | undefined;
}

/** A server that serves. */
export interface Lane {
  readonly server: Server;
  readonly at: Endpoints;
  stop(): Promise<void> | void;
}

export interface LaneDefinition {
  readonly name: string;
  /** Undefined where what it needs is not installed. */
  start(parts: LaneParts): Promise<Lane | undefined>;
}

const ADMIN_TOKEN = 'bench-admin-token-of-this-run';
const here = (file: string) => new URL(file, import.meta.url).href;

export const FLOW_LANES: readonly LaneDefinition[] = [
  { name: 'floor', start: startFloor },
  { name: 'oidc-provider', start: startPeer },
  { name: 'memory', start: (parts) => startOwn(parts, 4973, { file: ':memory:' }) },
  {
    name: 'sqlite',
    start: (parts) => startOwn(parts, 4974, { file: join(parts.world.folder, 'flow.sqlite') }),
  },
  { name: 'postgres', start: startOnPostgres },
];

async function startFloor({ rp, core }: LaneParts): Promise<Lane> {
  const settings: FloorSettings = { port: 4971, client: peerClient(rp) };
  const server = await startServer(here('./floor-server.ts'), settings, core);
  const at = endpoints('http://localhost:4971', '', 'userinfo');
  return { server, at, stop: () => server.stop() };
}

async function startPeer({ rp, core }: LaneParts): Promise<Lane> {
  const server = await startServer(
    here('../login/peer-server.ts'),
    { port: 4972, client: peerClient(rp) },
    core,
  );
  return { server, at: endpoints('http://localhost:4972', '', 'me'), stop: () => server.stop() };
}

async function startOnPostgres(parts: LaneParts): Promise<Lane | undefined> {
  if (postgresMissing() !== false) return undefined;
  const postgres = await startPostgres({ settings: DURABLE_SETTINGS });
  const lane = await startOwn(parts, 4975, { databaseUrl: postgres.url, connections: 8 });
  const stop = async () => {
    lane.server.stop();
    await postgres.stop();
  };
  return { ...lane, stop };
}

async function startOwn({ world, rp, core }: LaneParts, port: number, store: StoreOptions): Promise<Lane> {
  const { authority, trust, folder } = world;
  const keys = join(folder, `keys-${port}`);
  const settings: OwnSettings = { port, adminToken: ADMIN_TOKEN, authority, trust, store, keys };
  const server = await startServer(here('./own-server.ts'), settings, core);
  const base = `http://localhost:${port}/api`;
  await register(base, rp);
  const at = endpoints(`${base}/realms/main`, '/protocol/openid-connect', 'userinfo');
  return { server, at, stop: () => server.stop() };
}

function endpoints(issuer: string, path: string, userinfo: string): Endpoints {
  const base = `${issuer}${path}`;
  return { issuer, authorization: `${base}/auth`, token: `${base}/token`, userinfo: `${base}/${userinfo}` };
}

async function register(base: string, { registration }: RelyingParty): Promise<void> {
  const response = await fetch(`${base}${ADMIN_PATHS.clients}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  if (response.status !== 201) throw new Error(`the bench client was not registered: ${response.status}`);
}
