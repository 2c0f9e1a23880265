import { codeOf } from '@kazasu/server/log';
import type { Counter, Metrics } from '@kazasu/server/metrics';
import { forgetOnce } from '../append/index.ts';
import { eraseDue } from '../retention/index.ts';
import type { HeadDeps } from './deps.ts';
import { createHeadExport } from './export.ts';
import type { Head } from './head-data.ts';
import { hasGrown, hasRenewals, newestStamped } from './head-store.ts';
import { makeHead } from './make-head.ts';
import { isAging, renewTokens } from './renew.ts';
import { stampHead } from './stamp.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface EvidenceSweep {
  /** Does what is due. Several processes may do it at the same time. Rejects with the first failure after trying everything. */
  run(): Promise<void>;
}

export interface SweepDeps extends HeadDeps {
  readonly metrics: Metrics;
}

/** What is due in the log by itself: a head, its export, its time-stamp, renewals, erasing, forgetting. Made once. */
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
  const head = await makeHead(deps, (within, newest) => isDue(deps, within, newest));
  if (head !== undefined) heads.inc();
  await exportHeads();
  const stamping = await stampHead(deps);
  if (stamping !== 'idle') stamps.inc({ result: stamping });
}

type Within = Parameters<NonNullable<Parameters<typeof makeHead>[1]>>[0];

/** Entries about time-stamps alone need no head, or each would need the next for ever; unless they renew something. */
async function isDue(deps: HeadDeps, within: Within, newest: Head | undefined): Promise<boolean> {
  if (newest === undefined) return true;
  const age = deps.clock.now() - newest.at;
  if (age < deps.config.evidence.headMs) return false;
  if (await hasGrown(within, newest.size)) return true;
  if (await hasRenewals(within, newest.size)) return true;
  // Asks for a token again now and then, until the unit has a younger certificate.
  const stamped = await newestStamped(within);
  return stamped !== undefined && age >= DAY && isAging(deps, stamped);
}

async function tidy({ store, clock, log }: HeadDeps): Promise<void> {
  await forgetOnce(store, clock.now());
  const erased = await eraseDue(store, clock.now());
  if (erased > 0) log.info('records.erased', { count: erased });
}
