import { codeOf } from '@kazasu/server/log';
import type { Counter, Metrics } from '@kazasu/server/metrics';
import { createHeadExport, type HeadDeps, makeDueHead, renewTokens, stampHead } from './head/index.ts';
import { eraseDue } from './retention/index.ts';

const HOUR = 3_600_000;

export interface EvidenceSweep {
  /** Does what is due. Several processes may do it at the same time. Rejects with the first failure after trying everything. */
  run(): Promise<void>;
}

export interface SweepDeps extends HeadDeps {
  readonly metrics: Metrics;
}

/** What is due in the log by itself: a head, its export, its time-stamp, renewals, erasing. Made once. */
export function createEvidenceSweep(deps: SweepDeps): EvidenceSweep {
  const heads = deps.metrics.counter('heads_total', 'Heads of the evidence log that were signed');
  const stamps = deps.metrics.counter('head_stamps_total', 'Time-stamps asked for heads', ['result']);
  const exportHeads = createHeadExport(deps);
  let tidiedAt = Number.NEGATIVE_INFINITY;
  return {
    run: async () => {
      const failures: unknown[] = [];
      const attempt = async (step: () => Promise<void>) => {
        await step().catch((error: unknown) => {
          failures.push(error);
          deps.log.error('evidence.failed', { code: codeOf(error) });
        });
      };
      await attempt(() => advance(deps, { heads, stamps, exportHeads }));
      if (deps.clock.now() - tidiedAt >= HOUR) {
        tidiedAt = deps.clock.now();
        await attempt(() => tidy(deps));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

interface Advance {
  readonly heads: Counter;
  readonly stamps: Counter;
  readonly exportHeads: () => Promise<void>;
}

async function advance(deps: HeadDeps, { heads, stamps, exportHeads }: Advance): Promise<void> {
  await renewTokens(deps).catch((error: unknown) => {
    deps.log.warn('timestamp.renewal-failed', { code: codeOf(error) });
  });
  if ((await makeDueHead(deps)) !== undefined) heads.inc();
  await exportHeads();
  const stamping = await stampHead(deps);
  if (stamping !== 'idle') stamps.inc({ result: stamping });
}

async function tidy({ store, clock, log }: HeadDeps): Promise<void> {
  const erased = await eraseDue(store, clock.now());
  if (erased > 0) log.info('records.erased', { count: erased });
}
