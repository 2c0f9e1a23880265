import type { Clock } from '@kazasu/server/clock';

/** Far below the time after which the provider ends a session that is not used. */
const EVERY_MS = 60_000;

/**
 * Lets the provider know that the app is used, so that it ends the account's session no sooner than the app locks itself: touches are
 * heard here alone. One request a minute at most, each after a touch, however late; none while nobody touches anything.
 */
export class KeepOpen {
  readonly #clock: Clock;
  readonly #tell: () => void;
  #lastTold: number;
  #touched = false;

  /** Opening the app has told it once. */
  constructor(clock: Clock, tell: () => void) {
    this.#clock = clock;
    this.#tell = tell;
    this.#lastTold = clock.now();
  }

  touched(): void {
    this.#touched = true;
    this.tick();
  }

  /** From a timer: for the touches that came within the minute. */
  tick(): void {
    const now = this.#clock.now();
    if (!this.#touched || (now >= this.#lastTold && now - this.#lastTold < EVERY_MS)) return;
    this.#touched = false;
    this.#lastTold = now;
    this.#tell();
  }
}
