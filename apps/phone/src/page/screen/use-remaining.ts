import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/**
 * Whole seconds until a time, counted while somebody looks; 0 when it is over. Undefined where it is over from the start: then
 * this device's clock and the provider's do not agree, and a countdown would only frighten.
 */
export function useRemaining(until: number | undefined, now: () => number): number | undefined {
  const left = () => (until === undefined ? 0 : Math.max(0, Math.ceil((until - now()) / SECOND_MS)));
  const [seconds, setSeconds] = useState(left);
  const [meaningful, setMeaningful] = useState(() => left() > 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts towards one time, by a clock that never changes.
  useEffect(() => {
    setSeconds(left());
    setMeaningful(left() > 0);
    const timer = setInterval(() => setSeconds(left()), SECOND_MS);
    return () => clearInterval(timer);
  }, [until]);
  return meaningful ? seconds : undefined;
}
