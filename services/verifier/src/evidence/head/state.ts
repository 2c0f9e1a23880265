import type { StatementRunner } from '@kazasu/server/store';
import { readFrontier } from '../tree/index.ts';
import { newestHead, newestStamped } from './head-store.ts';

/** How far the log is, for whoever operates it. Ages in milliseconds. */
export interface EvidenceState {
  readonly size: number;
  readonly head?: { readonly size: number; readonly at: number; readonly ageMs: number };
  /** The newest head with a time-stamp. */
  readonly stamped?: {
    readonly size: number;
    readonly at: number;
    readonly ageMs: number;
    /** When the certificates below its token end. */
    readonly validUntil: number;
  };
}

export async function evidenceState(runner: StatementRunner, now: number): Promise<EvidenceState> {
  const { size } = await readFrontier(runner);
  const head = await newestHead(runner);
  const stamped = await newestStamped(runner);
  return {
    size,
    ...(head && { head: { size: head.size, at: head.at, ageMs: now - head.at } }),
    ...(stamped && {
      stamped: {
        size: stamped.size,
        at: stamped.stampedAt,
        ageMs: now - stamped.stampedAt,
        validUntil: stamped.validUntil,
      },
    }),
  };
}
