import { codeOf } from '@kazasu/server/log';
import type { VerifierDeps } from './deps.ts';
import { sweep } from './store.ts';
import { lookAtWatches } from './watch/index.ts';
import { type Courier, createCourier } from './webhook/index.ts';

/** How often it is looked for something to deliver. */
const DELIVER_MS = 1_000;
const DAY = 24 * 3_600_000;

/** What happens without being asked for: watching, delivering, and forgetting what has had its time. */
export interface Background {
  /** Everything that may be due now, in order; none of them needs that those before it succeeded. */
  readonly steps: readonly (() => Promise<void>)[];
  /** Resolves when nothing is under way any more. Idempotent. */
  close(): Promise<void>;
}

export function openBackground(deps: VerifierDeps): Background {
  const { deliver, idle } = oneAtATime(createCourier(deps));
  const { intervalMs, expiringDays } = deps.config.watch;
  const timer = setInterval(() => {
    deliver().catch((error: unknown) => deps.log.error('webhook.failed', { code: codeOf(error) }));
  }, DELIVER_MS);
  timer.unref();
  return {
    steps: [
      async () => void (await lookAtWatches(deps, { intervalMs, expiringMs: expiringDays * DAY })),
      deliver,
      () => sweep(deps),
    ],
    close: async () => {
      clearInterval(timer);
      await idle();
    },
  };
}

/** A run that is asked for during another one follows it, so that what came meanwhile is not left. */
function oneAtATime(courier: Courier) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const deliver = (): Promise<void> => {
    waiting ??= last.then(async () => {
      waiting = undefined;
      const run = courier.run();
      last = run.catch(() => {});
      await run;
    });
    return waiting;
  };
  return { deliver, idle: () => last };
}
