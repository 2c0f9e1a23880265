import { type Clock, stopwatch } from '../clock/index.ts';
import { codeOf } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { Store } from '../store/index.ts';
import { type Recent, recentRequests } from './recent.ts';
import { oneOf, samplesOf } from './samples.ts';

export interface StatusPart {
  readonly name: 'database' | 'authority' | 'audit';
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
export interface ServiceStatus {
  readonly at: number;
  readonly version: string;
  readonly upMs: number;
  /** Whether this node should be given requests. */
  readonly ready: boolean;
  readonly parts: readonly StatusPart[];
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

export interface StatusSource {
  look(): Promise<void>;
  read(): Promise<ServiceStatus>;
}

export interface StatusDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Of a service that has an audit log. */
  readonly audit?: { head(): Promise<{ readonly number: number; readonly hash: string }> };
  /** Whether the service asks the authority. */
  readonly asksAuthority?: boolean;
}

const QUEUES = [
  ['requests', 'kazasu_http_requests_in_flight'],
  ['connections', 'kazasu_store_waiting'],
  ['statements', 'kazasu_store_collected'],
  ['spans', 'kazasu_queue_length'],
] as const;

export function openStatus(deps: StatusDeps): StatusSource {
  const requests = recentRequests(deps.metrics);
  return { look: requests.look, read: async () => statusOf(deps, await requests.read()) };
}

async function statusOf(deps: StatusDeps, recent: readonly Recent[]): Promise<ServiceStatus> {
  const { store, clock, metrics } = deps;
  const text = await metrics.text();
  const elapsed = stopwatch();
  const fault = await faultOf(() => store.run('SELECT 1 AS one'));
  const milliseconds = fault === undefined ? Math.round(elapsed() * 100) / 100 : undefined;
  const audit = await deps.audit?.head().catch(() => undefined);
  const answered = oneOf(text, 'kazasu_authority_last_answer_timestamp_seconds');
  const { open, idle, most } = store.load?.() ?? {};
  return {
    at: clock.now(),
    version: /kazasu_build_info\{[^}]*version="([^"]*)"/.exec(text)?.[1] ?? '',
    upMs: Math.round((oneOf(text, 'kazasu_process_uptime_seconds') ?? 0) * 1000),
    ready: fault === undefined,
    parts: partsOf(deps, { fault, answered, intact: oneOf(text, 'kazasu_audit_intact') }),
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

function partsOf(
  { audit, asksAuthority = false }: StatusDeps,
  seen: {
    readonly fault: string | undefined;
    readonly answered: number | undefined;
    readonly intact: number | undefined;
  },
): StatusPart[] {
  const { fault, answered, intact } = seen;
  const database =
    fault === undefined ? { state: 'well' as const } : { state: 'fault' as const, code: fault };
  const parts: StatusPart[] = [{ name: 'database', ...database }];
  if (asksAuthority) parts.push({ name: 'authority', state: answered === undefined ? 'unknown' : 'well' });
  if (audit === undefined) return parts;
  if (intact === undefined) return [...parts, { name: 'audit', state: 'unknown' }];
  return [
    ...parts,
    intact === 1
      ? { name: 'audit', state: 'well' }
      : { name: 'audit', state: 'fault', code: 'audit/damaged' },
  ];
}

async function faultOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}
