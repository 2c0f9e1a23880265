import { monitorEventLoopDelay } from 'node:perf_hooks';
import description from '../../package.json' with { type: 'json' };
import { collectedWaiting, type Store } from '../store/index.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const NANO = 1e9;
/** How often the event loop is looked at. */
const RESOLUTION_MS = 20;
const KINDS = ['select', 'insert', 'update', 'delete', 'begin', 'commit', 'rollback'] as const;
const RESULTS = ['ok', 'store/unavailable', 'store/conflict', 'store/constraint', 'store/statement'] as const;

/** The metrics of a service, with all that every service tells alike. */
export function serviceMetrics(service: string, store: Store): Metrics {
  const metrics = createMetrics(service);
  processMetrics(metrics);
  storeMetrics(metrics, store);
  return metrics;
}

/** Memory, processor, and how late the event loop is. The last is looked at from the first time on that somebody asks. */
function processMetrics(metrics: Metrics): void {
  const { version } = description;
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  metrics.gauge('build_info', 'Version of the service; always 1', { version: [version] }, () => [
    [{ version }, 1],
  ]);
  metrics.gauge('process_resident_memory_bytes', 'Resident memory', {}, () => process.memoryUsage.rss());
  metrics.gauge('process_uptime_seconds', 'Since the process began', {}, () => process.uptime());
  metrics.total('process_cpu_seconds_total', 'Processor time, user and system', {}, () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics.gauge(
    'event_loop_lag_seconds',
    'How late timers were since the last look',
    { quantile: ['0.5', '0.99', '1'] },
    () => (delay.enable() ? [] : lagOf(delay)),
  );
}

/** The monitor counts its own interval too; what was seen is forgotten, so that each look tells of the time since the last. */
function lagOf(delay: ReturnType<typeof monitorEventLoopDelay>) {
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / NANO - RESOLUTION_MS / 1000);
  const empty = delay.count === 0;
  const reading = [
    [{ quantile: '0.5' }, empty ? 0 : seconds(delay.percentile(50))],
    [{ quantile: '0.99' }, empty ? 0 : seconds(delay.percentile(99))],
    [{ quantile: '1' }, empty ? 0 : seconds(delay.max)],
  ] as const;
  delay.reset();
  return reading;
}

/** A transaction within that of others, as SQLite's group commit has them, counts as one. */
const SAVEPOINTS: { readonly [word: string]: (typeof KINDS)[number] } = {
  savepoint: 'begin',
  release: 'commit',
};

/** Time of every statement by its first word, and how the connections are used. */
function storeMetrics(metrics: Metrics, store: Store): void {
  const labels = { kind: KINDS, result: RESULTS } as const;
  const times = metrics.histogram('store_statement_duration_seconds', 'Statements at the database', labels);
  const ok = new Map(KINDS.map((kind) => [kind, times.series({ kind, result: 'ok' })]));
  const kinds = new Map<string, (typeof KINDS)[number]>();
  const kindOf = (text: string) => {
    const known = kinds.get(text);
    if (known !== undefined) return known;
    const word = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase();
    const kind = KINDS.find((one) => one === (SAVEPOINTS[word ?? ''] ?? word)) ?? 'select';
    if (kinds.size < 1000) kinds.set(text, kind);
    return kind;
  };
  store.watch?.((text, milliseconds, code) => {
    const kind = kindOf(text);
    const series = code === undefined ? ok.get(kind) : times.series({ kind, result: code });
    series?.observe(milliseconds / 1000);
  });
  const states = { state: ['open', 'idle', 'most'] } as const;
  metrics.gauge('store_connections', 'Connections to the database', states, () => {
    const { open, idle, most } = store.load?.() ?? {};
    return open === undefined || idle === undefined || most === undefined
      ? undefined
      : [
          [{ state: 'open' }, open],
          [{ state: 'idle' }, idle],
          [{ state: 'most' }, most],
        ];
  });
  metrics.gauge(
    'store_waiting',
    'Who waits for a connection, or for the turn',
    {},
    () => store.load?.().waiting,
  );
  metrics.gauge(
    'store_collected',
    'Who waits for a statement that is shared with others, for its turn or its answer',
    {},
    () => collectedWaiting(store),
  );
}
