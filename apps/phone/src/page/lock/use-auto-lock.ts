import { useEffect } from 'react';
import { useAccount, useShell } from '../frame/index.ts';
import { readLockTimes } from '../settings/lock-times.ts';
import { AutoLock } from './auto-lock.ts';
import { KeepOpen } from './keep-open.ts';

const CHECK_EVERY_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'scroll', 'input'] as const;

/** Locks the app by itself while it is open, and keeps it open while it is used. */
export function useAutoLock(): void {
  const { account, clock } = useShell();
  const open = useAccount().at === 'open';
  useEffect(() => {
    if (!open) return;
    const lock = new AutoLock(clock, readLockTimes, () => account.lock());
    // What it answers is not waited for; a session that is over locks the app.
    const keep = new KeepOpen(clock, () => void account.refresh().catch(() => {}));
    const touched = () => {
      lock.touched();
      if (account.state().at === 'open') keep.touched();
    };
    const tick = () => {
      lock.tick();
      if (account.state().at === 'open') keep.tick();
    };
    const seen = () => (document.visibilityState === 'hidden' ? lock.hidden() : lock.shown());
    const timer = setInterval(tick, CHECK_EVERY_MS);
    for (const name of TOUCHES) window.addEventListener(name, touched, { capture: true, passive: true });
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('pageshow', seen);
    return () => {
      clearInterval(timer);
      for (const name of TOUCHES) window.removeEventListener(name, touched, { capture: true });
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('pageshow', seen);
    };
  }, [open, account, clock]);
}
