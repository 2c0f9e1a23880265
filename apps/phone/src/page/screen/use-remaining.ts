import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/** Whole seconds until a time by the clock given; 0 when it is over. */
export function useRemaining(until: number | undefined, now: () => number): number {
  const left = () => (until === undefined ? 0 : Math.max(0, Math.ceil((until - now()) / SECOND_MS)));
  const [seconds, setSeconds] = useState(left);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts towards one time, by a clock that never changes.
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), SECOND_MS);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
