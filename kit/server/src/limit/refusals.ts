import { type Ticks, ticks } from '../clock/index.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';

/**
 * What a request was refused by. `address`, `client`: how often it may ask; `share`: more than its share while there is much to do;
 * `overload`: no room for anybody; `connections`: as many as one address may have; `url`, `headers`: longer, or more, than is read.
 */
export const LIMITS = ['address', 'client', 'share', 'overload', 'connections', 'url', 'headers'] as const;
export type Limit = (typeof LIMITS)[number];

export interface Refusals {
  /** `clientId`: only of a client that is known to be registered. */
  count(limit: Limit, clientId?: string): void;
  /** Tells the log what it has not been told yet. */
  close(): void;
}

export interface RefusalsOptions {
  readonly metrics?: Pick<Metrics, 'counter' | 'total'> | undefined;
  readonly log: Log;
  readonly ticks?: Ticks;
}

/** Of a flood the log hears once in so long, and how many there were. */
const TELL_MS = 10_000;
/** Different clients told of at once; the others together. */
const TOLD_MOST = 50;

/** Counts, and tells the log now and then: a line for each refusal would be a second flood. */
export function openRefusals({ metrics, log, ticks: now = ticks }: RefusalsOptions): Refusals {
  const totals = new Map<Limit, number>(LIMITS.map((limit) => [limit, 0]));
  metrics?.total(
    'limit_refusals_total',
    'Requests and connections refused by a limit',
    { limit: LIMITS },
    () => [...totals].map(([limit, count]) => [{ limit }, count] as const),
  );
  const byClient = metrics?.counter('limited_requests_total', 'Requests of a client refused by a limit', [
    'limit',
    'client',
  ]);
  const untold = new Map<string, { limit: Limit; clientId: string | undefined; count: number }>();
  let toldAt = Number.NEGATIVE_INFINITY;

  return {
    count: (limit, clientId) => {
      totals.set(limit, (totals.get(limit) ?? 0) + 1);
      if (clientId !== undefined) byClient?.inc({ limit, client: clientId });
      remember(limit, clientId);
      if (now() - toldAt >= TELL_MS) tell();
    },
    close: tell,
  };

  function remember(limit: Limit, clientId: string | undefined): void {
    const key = clientId === undefined ? limit : `${limit} ${clientId}`;
    const known = untold.get(key) ?? (untold.size < TOLD_MOST ? undefined : untold.get(limit));
    if (known !== undefined) known.count += 1;
    else if (untold.size < TOLD_MOST) untold.set(key, { limit, clientId, count: 1 });
    else untold.set(limit, { limit, clientId: undefined, count: 1 });
  }

  function tell(): void {
    toldAt = now();
    for (const { limit, clientId, count } of untold.values()) {
      log.warn('limit.refused', { reason: limit, clientId, count });
    }
    untold.clear();
  }
}
