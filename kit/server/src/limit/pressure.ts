/** How many requests may be worked on at once, by how late the process is. */

export interface PressureOptions {
  /** Never fewer than these, however late. */
  readonly least: number;
  /** Never more, however quick. */
  readonly most: number;
  /** Milliseconds that a timer may be late on average before fewer are let in. */
  readonly lateMs: number;
}

/** Between two looks; a request rarely takes longer than one. */
export const LOOK_MS = 20;
/** Of the average, to which each look adds the rest. */
const KEPT = 0.8;
/** Looks between two reductions, so that the first has shown what it did. */
const PATIENCE = 4;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989), as TCP finds out what a path carries: one more as long as the process
 * is in time and somebody would have taken it, a fifth fewer when it is late. The measure is the event loop itself: whatever takes the
 * processor, this service or its neighbour, makes its timers late; a database that is slow makes requests wait, and few are then enough.
 */
export class Pressure {
  readonly #options: PressureOptions;
  #window: number;
  #late = 0;
  #looks = 0;
  #wanted = false;

  constructor(options: PressureOptions) {
    this.#options = options;
    this.#window = Math.max(options.least, Math.floor(options.most / 4));
  }

  /** How many at once. */
  get window(): number {
    return this.#window;
  }

  /** Milliseconds that timers were late lately. */
  get late(): number {
    return this.#late;
  }

  /** Somebody was not let in for want of room. */
  want(): void {
    this.#wanted = true;
  }

  /** A timer that was to ring {@link LOOK_MS} after the last has rung so much later; `crowded`: somebody else than the loop is late. */
  look(lateMs: number, crowded = false): void {
    const { least, most, lateMs: enough } = this.#options;
    this.#late = this.#late * KEPT + Math.max(0, lateMs) * (1 - KEPT);
    this.#looks += 1;
    if (this.#late > enough || crowded) {
      if (this.#looks < PATIENCE) return;
      this.#looks = 0;
      this.#window = Math.max(least, Math.floor(this.#window * 0.8));
    } else if (this.#wanted || this.#late < enough / 2) {
      this.#window = Math.min(most, this.#window + 1);
    }
    this.#wanted = false;
  }
}
