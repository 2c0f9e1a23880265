import { type Clock, stopwatch } from '../clock/index.ts';
import { codeOf } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { Store } from '../store/index.ts';
import { type Recent, recentRequests } from './recent.ts';
import { oneOf, samplesOf } from './samples.ts';

/** `Own`: parts that only this service has. */
export interface StatusPart<Own extends string = never> {
  readonly name: 'database' | 'authority' | 'audit' | Own;
  /** `unknown`: nothing has shown it either way since the node began. */
  readonly state: 'well' | 'fault' | 'unknown';
  /** Of the fault. */
  readonly code?: string | undefined;
}

/** What waits, or is under way, in this process. */
export interface StatusQueue {
  readonly name: 'requests' | 'connections' | 'statements' | 'spans';
  readonly length: number;
}

/** Times are milliseconds since 1970. */
export interface ServiceStatus<Own extends string = never> {
  readonly at: number;
  readonly version: string;
  readonly upMs: number;
  /** Whether this node should be given requests. */
  readonly ready: boolean;
  readonly parts: readonly StatusPart<Own>[];
  readonly recent: readonly Recent[];
  readonly queues: readonly StatusQueue[];
  readonly database: {
    readonly engine: Store['engine'];
    /** Of one statement, just now; absent where it failed. */
    readonly milliseconds?: number | undefined;
    readonly open?: number | undefined;
    readonly idle?: number | undefined;
    readonly most?: number | undefined;
  };
  /** When the authority last answered; absent for a service that asks none, or has not yet. */
  readonly authorityAnsweredAt?: number | undefined;
  /** Last entry of the audit log, where the service has one. */
  readonly audit?: { readonly number: number; readonly hash: string } | undefined;
}

export interface StatusSource<Own extends string = never, Facts extends object = object> {
  /** To be called every minute: what is recent is counted from one such look to the next. */
  look(): Promise<void>;
  read(): Promise<ServiceStatus<Own> & Facts>;
}

export interface StatusDeps<Own extends string = never, Facts extends object = object> {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Of a service that has an audit log. */
  readonly audit?: { head(): Promise<{ readonly number: number; readonly hash: string }> };
  /** Whether the service asks the authority. */
  readonly asksAuthority?: boolean;
  /** Parts that only this service has, each with the code of what is at fault. A node with one of them at fault is not ready. */
  readonly faults?: { readonly [part in Own]: () => string | undefined };
  /** What only this service tells; never rejects. */
  readonly facts?: () => Promise<Facts>;
}

const QUEUES = [
  ['requests', 'kazasu_http_requests_in_flight'],
  ['connections', 'kazasu_store_waiting'],
  ['statements', 'kazasu_store_collected'],
  ['spans', 'kazasu_queue_length'],
] as const;

export function openStatus<Own extends string = never, Facts extends object = object>(
  deps: StatusDeps<Own, Facts>,
): StatusSource<Own, Facts> {
  const requests = recentRequests(deps.metrics);
  return {
    look: requests.look,
    read: async () => ({
      ...(await statusOf(deps, await requests.read())),
      ...((await deps.facts?.()) ?? ({} as Facts)),
    }),
  };
}

async function statusOf<Own extends string>(
  deps: StatusDeps<Own>,
  recent: readonly Recent[],
): Promise<ServiceStatus<Own>> {
  const { store, clock, metrics } = deps;
  const text = await metrics.text();
  const elapsed = stopwatch();
  const fault = await faultOf(() => store.run('SELECT 1 AS one'));
  const milliseconds = fault === undefined ? Math.round(elapsed() * 100) / 100 : undefined;
  const audit = await deps.audit?.head().catch(() => undefined);
  const answered = oneOf(text, 'kazasu_authority_last_answer_timestamp_seconds');
  const { open, idle, most } = store.load?.() ?? {};
  const needed: StatusPart<Own>[] = [partOf('database', fault), ...ownParts(deps)];
  return {
    at: clock.now(),
    version: /kazasu_build_info\{[^}]*version="([^"]*)"/.exec(text)?.[1] ?? '',
    upMs: Math.round((oneOf(text, 'kazasu_process_uptime_seconds') ?? 0) * 1000),
    ready: needed.every(({ state }) => state === 'well'),
    parts: [...needed, ...seenParts(deps, { answered, intact: oneOf(text, 'kazasu_audit_intact') })],
    recent,
    queues: QUEUES.flatMap(([name, metric]) => {
      const found = samplesOf(text, metric);
      return found.length === 0 ? [] : [{ name, length: found.reduce((sum, { value }) => sum + value, 0) }];
    }),
    database: { engine: store.engine, milliseconds, open, idle, most },
    authorityAnsweredAt: answered === undefined ? undefined : Math.round(answered * 1000),
    audit: audit && { number: audit.number, hash: audit.hash },
  };
}

function partOf<Name extends string>(name: Name, fault: string | undefined) {
  return fault === undefined
    ? { name, state: 'well' as const }
    : { name, state: 'fault' as const, code: fault };
}

function ownParts<Own extends string>({ faults }: StatusDeps<Own>): StatusPart<Own>[] {
  return Object.entries<() => string | undefined>(faults ?? {}).map(([name, fault]) =>
    partOf(name as Own, fault()),
  );
}

/** Parts of which is known what was seen last: a node goes on without them. */
function seenParts(
  { audit, asksAuthority = false }: Pick<StatusDeps, 'audit' | 'asksAuthority'>,
  { answered, intact }: { readonly answered: number | undefined; readonly intact: number | undefined },
): StatusPart[] {
  const parts: StatusPart[] = [];
  if (asksAuthority) parts.push({ name: 'authority', state: answered === undefined ? 'unknown' : 'well' });
  if (audit === undefined) return parts;
  if (intact === undefined) return [...parts, { name: 'audit', state: 'unknown' }];
  return [...parts, partOf('audit', intact === 1 ? undefined : 'audit/damaged')];
}

async function faultOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}
