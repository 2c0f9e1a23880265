import { useEffect } from 'react';
import { useAccount, useShell } from '../frame/index.ts';
import { readLockTimes } from '../settings/lock-times.ts';
import { AutoLock } from './auto-lock.ts';

const CHECK_EVERY_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'scroll', 'input'] as const;

/** Locks the app by itself while it is open. */
export function useAutoLock(): void {
  const { account, clock } = useShell();
  const open = useAccount().at === 'open';
  useEffect(() => {
    if (!open) return;
    const lock = new AutoLock(clock, readLockTimes, () => account.lock());
    const touched = () => lock.touched();
    const seen = () => (document.visibilityState === 'hidden' ? lock.hidden() : lock.shown());
    const timer = setInterval(() => lock.tick(), CHECK_EVERY_MS);
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
