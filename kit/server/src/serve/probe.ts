/** Whether a process is alive, and whether it should be sent requests. Answered on the bare socket, and told to no log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DirectHandler } from '../http/index.ts';
import type { Store } from '../store/index.ts';
import { levelNeeded } from './cluster.ts';
import { levelOf } from './cluster-store.ts';
import type { StoredProgram } from './service.ts';

/**
 * Why no requests should come: the process stops (`draining`), its database does not answer (`database`), or lacks what this version
 * needs (`schema`), or what the service says of itself.
 */
export type Unready = string;

/** Undefined where requests may come. */
export type Readiness = () => Promise<Unready | undefined>;

/** Of the question to the database. Whoever asks gives up after a second or more. */
const PATIENCE_MS = 1_000;
/** The answer of one question is everybody's for so long, so that nobody can have the database asked without end. */
const KEPT_MS = 500;

/** Asks the database whether it answers and stands at the level that this version needs. */
export function storeReadiness(
  store: Store,
  service: string,
  { migrations }: Pick<StoredProgram<unknown>, 'migrations'>,
): Readiness {
  const needed = levelNeeded(migrations);
  return shared(async () => {
    const asked = levelOf(store, service).then(
      (level) => (level >= needed ? undefined : ('schema' as const)),
      () => 'database' as const,
    );
    return Promise.race([asked, sleep(PATIENCE_MS, 'database' as const, { ref: false })]);
  });
}

function shared(ask: Readiness): Readiness {
  let last: ReturnType<Readiness> | undefined;
  return () => {
    if (last !== undefined) return last;
    last = ask();
    const forget = () => {
      last = undefined;
    };
    last.then(() => sleep(KEPT_MS, undefined, { ref: false })).then(forget, forget);
    return last;
  };
}

export interface ProbeState {
  /** From now on connections end with their answer. */
  draining: boolean;
}

export const PROBES = { live: '/livez', ready: '/readyz' } as const;

/** Takes the two probes before anybody else, and hands over everything else. */
export function withProbes(
  state: ProbeState,
  readiness: Readiness,
  next: DirectHandler | undefined,
): DirectHandler {
  return (request, response, handOver) => {
    if (state.draining) response.shouldKeepAlive = false;
    if (isProbe(request, PROBES.live)) answer(response, undefined);
    else if (isProbe(request, PROBES.ready))
      void readiness().then((unready) => answer(response, unready && 'unavailable'));
    else if (next) next(request, response, handOver);
    else handOver();
  };
}

export function isProbe({ method, url }: IncomingMessage, path: string): boolean {
  return (method === 'GET' || method === 'HEAD') && url === path;
}

/** Tells the public that something is wrong, and not what. */
export function answer(response: ServerResponse, status: string | undefined): void {
  const body = JSON.stringify({ status: status ?? 'ok' });
  response.writeHead(status === undefined ? 200 : 503, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(status !== undefined && { 'Retry-After': '1' }),
  });
  response.end(body);
}
