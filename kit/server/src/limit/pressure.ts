/** How many requests may be worked on at once, and how many of them for one, by how late and how busy the process is. */

export interface PressureOptions {
  /** Never fewer than these, however late. */
  readonly least: number;
  /** Never more, however quick. */
  readonly most: number;
  /** Milliseconds that a timer may be late on average before fewer are let in. */
  readonly lateMs: number;
  /** Part of its time, in percent, that the process may be at work before one flow among others gets fewer places. */
  readonly busyPercent: number;
}

/** What was seen since the last look. */
export interface Look {
  /** A timer that was to ring {@link LOOK_MS} after the last rang so much later. */
  readonly lateMs: number;
  /** Part of the time in which the event loop was at work: 0 to 1. */
  readonly busy: number;
  /** Somebody else than the loop is late. */
  readonly crowded?: boolean;
  /** Whether more than one flow is there. */
  readonly shared: boolean;
}

/** Between two looks; a request rarely takes longer than one. */
export const LOOK_MS = 20;
/** Of an average, to which each look adds the rest. */
const KEPT = 0.8;
/** Looks between two reductions, so that the first has shown what it did. */
const PATIENCE = 4;
const CUT = 0.8;
/** A part below one grows by so much of itself: what is small is found again slowly. */
const GROWTH = 1.05;
/** Less would make a node that is also busy with refusing do next to nothing. */
const LEAST_PART = 1 / 4;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989), as TCP finds out what a path carries: one more as long as the process
 * is in time and somebody would have taken it, a fifth fewer when it is not. There are two such numbers. The window, of all together, goes
 * by lateness: whatever takes the processor, this service or its neighbour, makes its timers late. The part of one flow goes by how busy
 * the loop is, while others are there: with some of the time left free nobody waits long behind whoever asks without end. One request at
 * a time can be all the work that a process can do, so a part may be less than one. A flow that is alone has all the time there is; what
 * it grew to then is no measure for the moment in which somebody else comes.
 */
export class Pressure {
  readonly #options: PressureOptions;
  #window: number;
  #part: number;
  #late = 0;
  #busy = 0;
  #looks = 0;
  #wanted = false;
  #partWanted = false;
  #shared = false;

  constructor(options: PressureOptions) {
    this.#options = options;
    this.#window = Math.max(options.least, Math.floor(options.most / 4));
    this.#part = this.#window;
  }

  /** How many at once. */
  get window(): number {
    return this.#window;
  }

  /** How many of them for one flow; below 1: the part of its time in which it has one. */
  get part(): number {
    return this.#part;
  }

  /** Milliseconds that timers were late lately. */
  get late(): number {
    return this.#late;
  }

  /** Part of its time that the process was at work lately. */
  get busy(): number {
    return this.#busy;
  }

  /** Somebody was not let in for want of room, or of a part of it. */
  want(): void {
    this.#wanted = true;
    this.#partWanted = true;
  }

  look(seen: Look): void {
    const { least, most, lateMs, busyPercent } = this.#options;
    const { crowded = false, shared } = seen;
    this.#late = this.#late * KEPT + Math.max(0, seen.lateMs) * (1 - KEPT);
    this.#busy = this.#busy * KEPT + seen.busy * (1 - KEPT);
    this.#looks += 1;
    const mayCut = this.#looks % PATIENCE === 0;
    const late = this.#late > lateMs || crowded;
    const busy = this.#busy * 100 > busyPercent;
    if (!late) this.#window = this.#wanted ? Math.min(most, this.#window + 1) : this.#window;
    else if (mayCut) this.#window = Math.max(least, Math.floor(this.#window * CUT));
    if (!shared || !(late || busy)) {
      if (this.#partWanted || !shared) this.#part = Math.min(most, larger(this.#part));
    } else if (!this.#shared) this.#part = Math.min(this.#part, 1);
    // Of lateness that is not this process's own work, less than one would mend nothing.
    else if (mayCut) this.#part = Math.max(busy ? LEAST_PART : Math.min(1, this.#part), smaller(this.#part));
    this.#wanted = false;
    this.#partWanted = false;
    this.#shared = shared;
  }
}

function larger(part: number): number {
  return part < 1 ? Math.min(1, part * GROWTH) : part + 1;
}

function smaller(part: number): number {
  return part > 1 ? Math.floor(part * CUT) : part * CUT;
}
