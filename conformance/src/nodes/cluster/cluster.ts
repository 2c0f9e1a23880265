import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ADMIN_PATHS, type ClientRegistration } from '@kazasu/provider/api';
import { type Served, startServed } from '@kazasu/serve/testing';
import { randomToken } from '@kazasu/server/random';
import type { CardWorld } from '../../load/index.ts';

export interface ClusterOptions {
  readonly world: CardWorld;
  readonly nodes: number;
  /** Of the database, for each node by its number: a proxy may stand before it. */
  readonly databaseUrl: (node: number) => string;
  /** Further settings, by their names in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Nobody reads what the nodes write, so that reading it costs the load nothing. */
  readonly unheard?: boolean;
  /** What a node is started through, `['faketime', '+1h']` say. */
  readonly through?: (node: number) => readonly string[];
}

/** Providers as an operator runs them, a process each, behind one address. */
export interface Cluster {
  /** Of the API, as users call it. Nobody listens there: whoever asks chooses a node, as a balancer would. */
  readonly base: string;
  readonly nodes: readonly ClusterNode[];
  register(registration: ClientRegistration): Promise<void>;
  close(): Promise<void>;
}

export interface ClusterNode {
  readonly port: number;
  /** False from its death on until it answers again. */
  readonly up: boolean;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it anew on its old port. */
  start(): Promise<void>;
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { world } = options;
  const trustFile = join(world.folder, 'trust.json');
  writeFileSync(trustFile, JSON.stringify(world.trust));
  const [front = 0, ...ports] = await freePorts(options.nodes + 1);
  const adminToken = randomToken();
  const settings = {
    KAZASU_BASE_URL: `http://localhost:${front}/api`,
    KAZASU_PHONE_URL: 'http://localhost:4002',
    KAZASU_ADMIN_TOKEN: adminToken,
    KAZASU_AUTHORITY_URL: world.authority.url,
    KAZASU_AUTHORITY_TOKEN: world.authority.token,
    KAZASU_TRUST_FILE: trustFile,
    KAZASU_KEY_FOLDER: join(world.folder, 'keys'),
    // All of a crowd come from this machine, and what is tried may take its time.
    KAZASU_LIMITS_PER_ADDRESS: JSON.stringify({ perSecond: 1_000_000, burst: 1_000_000 }),
    KAZASU_LIMITS_OVERLOAD_PATIENCE_MS: '10000',
    ...options.settings,
  };
  const nodes: ClusterNode[] = [];
  // One after the other: the first makes the keys.
  for (const [i, port] of ports.entries()) {
    const own = { ...settings, KAZASU_LISTEN_PORT: String(port), DATABASE_URL: options.databaseUrl(i) };
    const node = createNode(port, options.unheard === true, () =>
      startServed('provider', { settings: own, through: options.through?.(i) ?? [] }),
    );
    nodes.push(node);
    await node.start();
  }
  return {
    base: settings.KAZASU_BASE_URL,
    nodes,
    register: (registration) => register(nodes[0]?.port ?? 0, { registration, adminToken, front }),
    close: async () => void (await Promise.all(nodes.map((node) => node.kill()))),
  };
}

function createNode(port: number, unheard: boolean, serve: () => Served): ClusterNode {
  let served: Served | undefined;
  let up = false;
  return {
    port,
    get up() {
      return up;
    },
    kill: async () => {
      up = false;
      await served?.stop('SIGKILL');
      served = undefined;
    },
    start: async () => {
      served = serve();
      await served.ready;
      if (unheard) served.child.stdout?.removeAllListeners('data').resume();
      up = true;
    },
  };
}

async function register(
  port: number,
  {
    registration,
    adminToken,
    front,
  }: { registration: ClientRegistration; adminToken: string; front: number },
): Promise<void> {
  const { request } = await import('node:http');
  const headers = {
    authorization: `Bearer ${adminToken}`,
    'content-type': 'application/json',
    host: `localhost:${front}`,
  };
  const outgoing = request({
    host: '127.0.0.1',
    port,
    path: `/api${ADMIN_PATHS.clients}`,
    method: 'POST',
    headers,
  });
  outgoing.end(JSON.stringify(registration));
  const [answer] = await once(outgoing, 'response');
  answer.resume();
  if (answer.statusCode !== 201) throw new Error(`a relying party was not registered: ${answer.statusCode}`);
}

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen({ host: '127.0.0.1', port: 0 }));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
