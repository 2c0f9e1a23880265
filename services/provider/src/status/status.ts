import { type Clock, stopwatch } from '@kazasu/server/clock';
import { codeOf } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import { oneOf, type Recent, recentRequests } from '@kazasu/server/status';
import type { Store } from '@kazasu/server/store';
import type { ProviderConfig } from '../config.ts';
import { type KeyInState, listKeyStates, type RunningKeys } from '../key/index.ts';
import type { TrustRing } from '../trust/index.ts';

export type PartName = 'database' | 'keys' | 'trust' | 'authority' | 'audit';

export interface Part {
  readonly name: PartName;
  /** `unknown`: nothing has shown it either way since the node began. */
  readonly state: 'well' | 'fault' | 'unknown';
  /** Of the fault. */
  readonly code?: string | undefined;
}

/** Times are milliseconds since 1970. */
export interface Status {
  readonly at: number;
  readonly version: string;
  readonly upMs: number;
  /** Whether this node should be given requests. */
  readonly ready: boolean;
  readonly parts: readonly Part[];
  readonly recent: readonly Recent[];
  readonly database: {
    readonly engine: Store['engine'];
    /** Of one statement, just now; absent where it failed. */
    readonly milliseconds?: number | undefined;
    readonly open?: number | undefined;
    readonly idle?: number | undefined;
    readonly most?: number | undefined;
    readonly waiting?: number | undefined;
  };
  /** When the authority last answered, with a list or anything else. */
  readonly authorityAnsweredAt?: number | undefined;
  readonly audit: { readonly number: number; readonly hash: string } | undefined;
  /** Whether two must agree to what decides over all; and whom this node believes. */
  readonly fourEyes: boolean;
  readonly trust: { readonly version: number; readonly digest: string };
  readonly keys: readonly {
    readonly purpose: string;
    readonly version: number;
    readonly keyId: string;
    readonly state: string;
    readonly activeAt: number;
  }[];
  /** Key purposes with a next version, and when it takes over. */
  readonly nextRotationAt?: number | undefined;
}

export interface StatusSource {
  /** To be called every minute: what is recent is counted from one such look to the next. */
  look(): Promise<void>;
  read(): Promise<Status>;
}

export interface StatusDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly audit: { head(): Promise<{ readonly number: number; readonly hash: string }> };
  readonly keys: Pick<RunningKeys, 'fault'>;
  readonly trust: Pick<TrustRing, 'fault' | 'kept'>;
  readonly config: Pick<ProviderConfig, 'fourEyes'>;
}

export function openStatus(deps: StatusDeps): StatusSource {
  const requests = recentRequests(deps.metrics);
  return { look: requests.look, read: async () => statusOf(deps, await requests.read()) };
}

async function statusOf(deps: StatusDeps, recent: readonly Recent[]): Promise<Status> {
  const { store, clock, metrics } = deps;
  const text = await metrics.text();
  const elapsed = stopwatch();
  const asked = await tried(() => store.run('SELECT 1 AS one'));
  const milliseconds = 'code' in asked ? undefined : Math.round(elapsed() * 100) / 100;
  const head = await tried(() => deps.audit.head());
  const states = await tried(() => listKeyStates(deps));
  const keyFault = deps.keys.fault();
  const trustFault = deps.trust.fault();
  const intact = oneOf(text, 'kazasu_audit_intact');
  const answered = oneOf(text, 'kazasu_authority_last_answer_timestamp_seconds');
  const trust = deps.trust.kept();
  const parts: Part[] = [
    { name: 'database', ...('code' in asked ? { state: 'fault', code: asked.code } : { state: 'well' }) },
    { name: 'keys', ...(keyFault === undefined ? { state: 'well' } : { state: 'fault', code: keyFault }) },
    {
      name: 'trust',
      ...(trustFault === undefined ? { state: 'well' } : { state: 'fault', code: trustFault }),
    },
    { name: 'authority', state: answered === undefined ? 'unknown' : 'well' },
    {
      name: 'audit',
      ...(intact === undefined
        ? { state: 'unknown' }
        : intact === 1
          ? { state: 'well' }
          : { state: 'fault', code: 'audit/damaged' }),
    },
  ];
  const keys =
    'code' in states ? [] : states.value.filter(({ state }) => state !== 'destroyed' && state !== 'gone');
  const next = keys.filter(({ state }) => state === 'next').map(({ record }) => record.activeAt);
  return {
    at: clock.now(),
    version: /kazasu_build_info\{[^}]*version="([^"]*)"/.exec(text)?.[1] ?? '',
    upMs: Math.round((oneOf(text, 'kazasu_process_uptime_seconds') ?? 0) * 1000),
    ready: !('code' in asked) && keyFault === undefined && trustFault === undefined,
    parts,
    recent,
    database: { engine: store.engine, milliseconds, ...store.load?.() },
    authorityAnsweredAt: answered === undefined ? undefined : Math.round(answered * 1000),
    audit: 'code' in head ? undefined : { number: head.value.number, hash: head.value.hash },
    fourEyes: deps.config.fourEyes,
    trust: { version: trust.version, digest: trust.digest },
    keys: keys.map(told),
    nextRotationAt: next.length === 0 ? undefined : Math.min(...next),
  };
}

function told({ record, state }: KeyInState) {
  const { purpose, version, keyId, activeAt } = record;
  return { purpose, version, keyId, state, activeAt };
}

async function tried<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly code: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { code: codeOf(error) };
  }
}
