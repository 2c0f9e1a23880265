import type { Clock } from '@kazasu/server/clock';

export interface LockTimes {
  /** Milliseconds without a touch or a key after which the app locks. */
  readonly idle: number;
  /** Milliseconds out of sight after which it locks when it comes back. */
  readonly hidden: number;
}

/**
 * Decides when the app locks by itself. Timers of a page that is out of sight stand still, so what counts is the clock: it is
 * looked at by every timer and whenever the page is seen again.
 */
export class AutoLock {
  readonly #clock: Clock;
  readonly #times: () => LockTimes;
  readonly #lock: () => void;
  #lastTouch: number;
  #hiddenSince: number | undefined;

  constructor(clock: Clock, times: () => LockTimes, lock: () => void) {
    this.#clock = clock;
    this.#times = times;
    this.#lock = lock;
    this.#lastTouch = clock.now();
  }

  /** The person has done something. */
  touched(): void {
    if (!this.#check()) this.#lastTouch = this.#clock.now();
  }

  hidden(): void {
    this.#hiddenSince ??= this.#clock.now();
  }

  shown(): void {
    this.#check();
    this.#hiddenSince = undefined;
  }

  /** From a timer. */
  tick(): void {
    this.#check();
  }

  /** The app has just been opened. */
  restart(): void {
    this.#lastTouch = this.#clock.now();
    this.#hiddenSince = undefined;
  }

  /** Milliseconds until it locks if nothing happens. */
  left(): number {
    return this.#lastTouch + this.#times().idle - this.#clock.now();
  }

  #check(): boolean {
    const now = this.#clock.now();
    const { idle, hidden } = this.#times();
    const away = this.#hiddenSince !== undefined && now - this.#hiddenSince >= hidden;
    // A clock that was set back must not keep the app open.
    const due = away || now - this.#lastTouch >= idle || now < this.#lastTouch;
    if (due) this.#lock();
    return due;
  }
}
