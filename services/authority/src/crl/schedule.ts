import { codeOf } from '@kazasu/server/log';
import { isAlive } from '../ca/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { currentCrl, WHOLE } from './crl.ts';
import { listCrlPoints } from './crl-store.ts';

/** How often it is looked whether lists are due. */
const LOOK_MS = 60_000;

export interface CrlSchedule {
  /** Resolves when nothing is being made any more. */
  stop(): Promise<void>;
}

/**
 * Makes the lists that are due, whether or not somebody asks. What is due follows from what is stored: after a crash or
 * a stop nothing is lost, and of several processes the first that looks makes a list for all.
 */
export function startCrlSchedule(deps: AuthorityDeps): CrlSchedule {
  let stopped = false;
  let looking: Promise<void> | undefined;
  const look = () => {
    looking ??= issueDueCrls(deps, () => stopped)
      .catch((error) => deps.log.error('list.failed', { code: codeOf(error) }))
      .finally(() => {
        looking = undefined;
      });
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}

/** One after the other: a nation has some thousand lists, and their making must not stand in the way of questions. */
export async function issueDueCrls(deps: AuthorityDeps, isStopped = () => false): Promise<void> {
  for (const ca of deps.hierarchy.all) {
    const points = await listCrlPoints(deps.store, ca.keyId);
    for (const scope of [WHOLE, ...points.map((point) => point.scope)]) {
      if (isStopped()) return;
      if (isAlive(ca, deps.clock.now())) await currentCrl(deps, ca.keyId, scope);
    }
  }
}
