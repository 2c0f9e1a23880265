import { type Ticks, ticks } from '../clock/index.ts';

export interface Pause {
  /** Calls back after the pause, or at once (`held` is false) where too many are held already. */
  later(answer: (held: boolean) => void): void;
  close(): void;
}

interface Held {
  readonly due: number;
  readonly answer: (held: boolean) => void;
}

/** Answers held back at once: each keeps a connection open, and a few kilobytes. */
const HELD_MOST = 1_000;
const LOOK_MS = 25;

/**
 * Holds refusals back for a moment. Who asks again without heeding `Retry-After` cannot do so on this connection until then: without the
 * pause, a flood of refusals at full speed would take the whole processor from those who are not refused.
 */
export function openPause(pauseMs: number, now: Ticks = ticks): Pause {
  const held: Held[] = [];
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const time = now();
    while (held[0] !== undefined && held[0].due <= time) held.shift()?.answer(true);
    if (held.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    later: (answer) => {
      if (pauseMs === 0) return answer(true);
      if (held.length >= HELD_MOST) return answer(false);
      held.push({ due: now() + pauseMs, answer });
      timer ??= setInterval(look, LOOK_MS).unref();
    },
    close: () => {
      clearInterval(timer);
      for (const { answer } of held.splice(0)) answer(true);
    },
  };
}
