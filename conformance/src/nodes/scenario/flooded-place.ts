import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Ask,
  authorizationAt,
  type CardWorld,
  createCardWorld,
  createRelyingParty,
  createVisitors,
  issuerOf,
  login,
  type RelyingParty,
  tokenAt,
} from '../../load/index.ts';
import { type Cluster, startCluster } from '../cluster/index.ts';
import { type Flood, type Flooded, startFlood } from '../flood/index.ts';
import { startDatabase } from '../postgres/index.ts';
import type { Proof, ScenarioOptions } from './scenario.ts';

/** Relying parties that have nothing to do with the flood. */
const QUIET = 4;

export interface Place {
  readonly world: CardWorld;
  readonly cluster: Cluster;
  readonly parties: readonly RelyingParty[];
  readonly flooding: RelyingParty;
}

export async function onPlace(
  options: ScenarioOptions,
  settings: Readonly<Record<string, string>>,
  work: (place: Place) => Promise<Proof>,
): Promise<Proof> {
  const ends: (() => unknown)[] = [];
  try {
    options.onProgress(`making ${options.people} cards`);
    const world = await createCardWorld(options.people);
    ends.push(() => world.close());
    const database = await startDatabase();
    ends.push(() => database.close());
    const cluster = await startCluster({
      world,
      nodes: 1,
      unheard: true,
      databaseUrl: () => database.url,
      settings: {
        KAZASU_TRUSTED_PROXIES: '1',
        KAZASU_LIMITS_OVERLOAD_PATIENCE_MS: '1000',
        ...settings,
      },
    });
    ends.push(() => cluster.close());
    const named = Array.from({ length: QUIET + 1 }, (_, i) => createRelyingParty(`FLOOD00${i}`));
    for (const { registration } of named) await cluster.register(registration);
    const [flooding, ...parties] = named as [RelyingParty, ...RelyingParty[]];
    return await work({ world, cluster, parties, flooding });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** What the people of the quiet relying parties met with. */
export interface Met {
  /** Of every request, milliseconds. */
  readonly took: number[];
  /** Logins that did not come to an end, by what stopped them. */
  readonly stopped: string[];
  logins: number;
}

export interface Going {
  readonly logins: number;
  /** A login begins so many milliseconds after the last, whatever became of that. */
  readonly everyMs: number;
}

/** People of the quiet relying parties log in, each from an address of their own, at the same pace whatever happens. */
export async function quietly({ world, cluster, parties }: Place, { logins, everyMs }: Going): Promise<Met> {
  let person = 0;
  const visitors = createVisitors({
    connections: 64,
    port: () => cluster.nodes[0]?.port ?? 0,
    address: () => `10.1.${(person >> 8) & 255}.${person & 255}`,
    timeoutMs: 10_000,
  });
  const met: Met = { took: [], stopped: [], logins: 0 };
  const ask: Ask = async (_step, send) => {
    const start = performance.now();
    const answer = await send();
    met.took.push(performance.now() - start);
    return answer;
  };
  const one = async (i: number) => {
    person += 1;
    const rp = parties[i % parties.length] as RelyingParty;
    const card = world.cards[i % world.cards.length];
    if (card === undefined) return;
    await login({ base: cluster.base, visitor: visitors.next(), rp, ask }, card).then(
      () => {
        met.logins += 1;
      },
      (error: Error) => void met.stopped.push(error.message.slice(0, 80)),
    );
  };
  const going: Promise<void>[] = [];
  for (let i = 0; i < logins; i += 1) {
    going.push(one(i));
    await sleep(everyMs);
  }
  await Promise.all(going);
  visitors.close();
  return met;
}

export function p(part: number, took: readonly number[]): number {
  const sorted = [...took].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export type Kind = 'browsers' | 'tokens' | 'forged' | 'one-address';

/**
 * Whole requests: browsers for one client from a thousand addresses, or from one; or token requests from one address, that nobody signed,
 * or that somebody else signed in the name of a quiet relying party.
 */
export function requestsOf(kind: Kind, place: Place): string[] {
  const { cluster, flooding } = place;
  const asksTokens = kind === 'tokens' || kind === 'forged';
  const url = new URL(asksTokens ? tokenAt(cluster.base) : authorizationAt(cluster.base));
  const formOf = tokenForms(kind, place);
  return Array.from({ length: 1_000 }, (_, i) => {
    const from = kind === 'browsers' ? `10.2.${i >> 8}.${i & 255}` : '10.3.0.1';
    const head = `Host: ${url.host}\r\nX-Forwarded-For: ${from}\r\n`;
    if (!asksTokens) return `GET ${url.pathname}?${flooding.begin().query} HTTP/1.1\r\n${head}\r\n`;
    const body = new URLSearchParams(formOf()).toString();
    return `POST ${url.pathname} HTTP/1.1\r\n${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  });
}

function tokenForms(kind: Kind, { cluster, flooding, parties: [victim] }: Place) {
  const redeem = (rp: RelyingParty) => rp.redeem('unknown', 'x'.repeat(43), issuerOf(cluster.base));
  if (kind !== 'forged' || victim === undefined)
    return () => ({ ...redeem(flooding), client_assertion: 'e30.e30.e30' });
  const stranger = createRelyingParty(victim.clientId);
  return () => redeem(stranger);
}

const ALLOWED = new Set(['200', '303', '400', '429', '503']);

export function faultsOf({ statuses, withoutRetryAfter, broken }: Flooded) {
  const faults: string[] = [];
  for (const [status, times] of Object.entries(statuses))
    if (!ALLOWED.has(status)) faults.push(`${times} answers of ${status}`);
  if (withoutRetryAfter > 0) faults.push(`${withoutRetryAfter} refusals without Retry-After`);
  if (broken > 0) faults.push(`${broken} connections broken off`);
  return faults;
}

export const violation = (thing: string, detail: string) => ({ rule: 'limits' as const, thing, detail });

/** Sends as fast as answers come. */
export function floodOf(place: Place, kinds: readonly Kind[], connections: number): Promise<Flood> {
  const requests = kinds.flatMap((kind) => requestsOf(kind, place));
  return startFlood({ port: place.cluster.nodes[0]?.port ?? 0, requests, connections });
}
