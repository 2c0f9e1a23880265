import { codeOf } from '@kazasu/server/log';
import type { KeyChangeDeps } from './key-change.ts';
import { KEY_REFRESH_MS, type KeyFault, KeyRing, type KeyRingDeps } from './key-ring.ts';
import { type KeySchedule, rotateWhatIsDue } from './key-schedule.ts';

/** The keys of a running provider. */
export interface RunningKeys {
  readonly ring: KeyRing;
  /** Reads which keys there are, and makes what is due; called every ten seconds as long as it is open. */
  refresh(): Promise<void>;
  /** Why this node should be given no requests. */
  fault(): KeyFault | undefined;
  /** Ends the reading. Idempotent. */
  close(): Promise<void>;
}

/** Rejects as {@link KeyRing.open}. */
export async function startKeys(
  deps: KeyRingDeps & Pick<KeyChangeDeps, 'audit'>,
  schedule: KeySchedule | undefined,
): Promise<RunningKeys> {
  const ring = await KeyRing.open(deps);
  const once = async () => {
    if (schedule !== undefined) await rotateWhatIsDue({ ...deps, actor: 'service' }, schedule);
    await ring.refresh();
  };
  let running = Promise.resolve();
  const refresh = () => {
    running = running.catch(() => {}).then(once);
    return running;
  };
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => deps.log.error('keys.refresh-failed', { code: codeOf(error) }));
  }, KEY_REFRESH_MS);
  timer.unref();
  return {
    ring,
    refresh,
    fault: () => ring.fault(),
    close: async () => {
      clearInterval(timer);
      await running.catch(() => {});
    },
  };
}
