import type { Metrics } from '../metrics/index.ts';
import { samplesOf } from './samples.ts';

/** Requests of a time that has just gone by. */
export interface Recent {
  readonly minutes: number;
  readonly requests: number;
  /** Of them, answered with 5xx. */
  readonly failed: number;
}

export interface RecentRequests {
  /** To be called every minute: what is recent is counted from one such look to the next. */
  look(): Promise<void>;
  read(): Promise<readonly Recent[]>;
}

const LOOKS = 60;
const WINDOWS = [5, 60];

interface Look {
  readonly requests: number;
  readonly failed: number;
}

/** Counts from the metrics, so that no request pays for it. */
export function recentRequests(metrics: Pick<Metrics, 'text'>): RecentRequests {
  const looks: Look[] = [];
  const count = async (): Promise<Look> => {
    const samples = samplesOf(await metrics.text(), 'kazasu_http_request_duration_seconds_count');
    const total = (only?: string) =>
      samples
        .filter(({ labels }) => only === undefined || labels.includes(`status="${only}"`))
        .reduce((sum, { value }) => sum + value, 0);
    return { requests: total(), failed: total('5xx') };
  };
  return {
    look: async () => {
      looks.push(await count());
      if (looks.length > LOOKS) looks.shift();
    },
    read: async () => {
      const now = await count();
      return WINDOWS.map((minutes) => {
        const from = looks.at(-minutes) ?? { requests: 0, failed: 0 };
        return { minutes, requests: now.requests - from.requests, failed: now.failed - from.failed };
      });
    },
  };
}
