import { performance } from 'node:perf_hooks';
import { type Ticks, ticks } from '../clock/index.ts';
import { add } from './counts.ts';
import { Greed } from './greed.ts';
import { LOOK_MS, Pressure } from './pressure.ts';
import { type Waiter, WaitingRoom } from './waiting-room.ts';

/** What is under way already comes before what would begin: a login that ends makes room, one that begins takes it. */
export type Urgency = 'goes-on' | 'begins';

export interface AdmissionOptions {
  /** Requests worked on at once: never fewer, never more. */
  readonly least: number;
  readonly most: number;
  /** Milliseconds that the event loop may be late before fewer are let in. */
  readonly lateMs: number;
  /** Part of its time, in percent, that the process may be at work before one flow among others gets fewer places. */
  readonly busyPercent: number;
  /** Requests that may wait for their turn. */
  readonly waiting: number;
  /** Milliseconds that they wait at most. */
  readonly patienceMs: number;
  /** Whether something behind the process is crowded, such as the connections to the database. */
  readonly crowded?: () => boolean;
  readonly ticks?: Ticks;
  /** Part of the time since it was asked last in which the process was at work; default the event loop's own account. */
  readonly busy?: () => number;
  /** Calls back when the event loop has been round; default `setImmediate`. */
  readonly later?: (call: () => void) => void;
  /** Calls back after so many milliseconds; default a timer. */
  readonly after?: (ms: number, call: () => void) => void;
}

/** Why somebody was not let in: asked for more than their share, or there was no room for anybody. */
export type Turned = 'share' | 'overload';

/** A request that was let in, or waits. */
export interface Ticket {
  /** It needs nothing any more, wherever it stands. Idempotent. */
  done(): void;
}

export interface Asking {
  /** Whose share it is taken from. */
  readonly flow: string;
  /** From which line it comes: shares of one flow are shared among its lines. */
  readonly line: string;
  /** Whose flows have together no more of the room than one may have, so that one host in many lines has no more than another; nobody's when not given. */
  readonly neighbours?: string | undefined;
  readonly urgency: Urgency;
}

export interface Admission {
  /** Calls one of the two, at once or later, unless it is told before that nothing is needed any more. */
  ask(asking: Asking, enter: () => void, refused: (why: Turned) => void): Ticket;
  readonly inFlight: number;
  readonly waiting: number;
  readonly window: number;
  /** How many of them for one flow; below 1: the part of its time in which it has one. */
  readonly part: number;
  /** Milliseconds that the event loop was late lately. */
  readonly late: number;
  /** What a timer does fifty times a second as long as somebody is there. */
  look(): void;
  close(): void;
}

/** The part of the room that is kept free of what begins; and as much of it is what begins sure of, however much goes on. */
const KEPT_FREE = 0.25;

/** Looks without anything to look at, after which nobody looks until somebody comes. */
const IDLE_LOOKS = 50;

/** About a second. */
const PRESENT_LOOKS = 50;

/** Milliseconds that a flow rests at most, so that none of its requests loses patience for that alone. */
const REST_MOST_MS = 200;
/** Whoever has always had somebody waiting for so long asks without end. */
const WANTING_MS = 250;

interface Entry extends Waiter {
  readonly enter: () => void;
  readonly refused: (why: Turned) => void;
  /** When it came; once inside, when it was let in. */
  since: number;
  inside: boolean;
}

export function createAdmission(options: AdmissionOptions): Admission {
  return new FairAdmission(options);
}

/**
 * Lets in who keeps to a share of the room that is left: a flow may have as many under way as there are free places (dynamic thresholds,
 * Choudhury and Hahne 1998). So one that asks without end has half of the places and never more, two have a third each, and for whoever
 * comes next there is always one; nobody has to be known in advance, and no share is lost to somebody who does not come. And it may have
 * no more than its part ({@link Pressure}). Who is beyond that waits, and has turns ({@link WaitingRoom}) as places come free. A part below
 * one is had in time: between two of its requests a flow rests that never stops asking. One place alone, taken again as soon as it is
 * free, would keep the processor at work without end.
 */
class FairAdmission implements Admission {
  readonly #options: AdmissionOptions & Required<Pick<AdmissionOptions, 'later' | 'after'>>;
  readonly #now: Ticks;
  readonly #pressure: Pressure;
  readonly #room = new WaitingRoom<Entry>();
  readonly #flows = new Map<string, number>();
  readonly #neighbours = new Map<string, number>();
  readonly #resting = new Set<string>();
  readonly #greedy = new Greed();
  #inFlight = 0;
  #begins = 0;
  readonly #busy: () => number;
  /** Who was there since the last second but one. */
  #present = new Set<string>();
  #before = 0;
  #timer: NodeJS.Timeout | undefined;
  #lookedAt = 0;
  #idle = 0;
  #looks = 0;
  readonly #leaving: Entry[] = [];

  constructor(options: AdmissionOptions) {
    this.#options = { ...options, later: options.later ?? setImmediate, after: options.after ?? timer };
    this.#now = options.ticks ?? ticks;
    this.#pressure = new Pressure(options);
    this.#busy = options.busy ?? loopBusy();
  }

  get inFlight() {
    return this.#inFlight;
  }

  get waiting() {
    return this.#room.count;
  }

  get window() {
    return this.#pressure.window;
  }

  get part() {
    return this.#pressure.part;
  }

  get late() {
    return this.#pressure.late;
  }

  ask(asking: Asking, enter: () => void, refused: (why: Turned) => void): Ticket {
    const { flow, line, neighbours, urgency } = asking;
    const its = { flow, line, neighbours, urgency };
    const entry: Entry = { ...its, since: 0, enter, refused, waiting: false, inside: false };
    if (this.#timer === undefined) this.#startLooking();
    if (this.#fits(entry)) this.#letIn(entry);
    else this.#wait(entry);
    return { done: () => this.#done(entry) };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  readonly #fits = ({ flow, neighbours, urgency }: Waiter): boolean => {
    const { window } = this.#pressure;
    const own = this.#flows.get(flow) ?? 0;
    if (own >= this.#pressure.part || this.#resting.has(flow)) return false;
    const all = neighbours === undefined ? own : (this.#neighbours.get(neighbours) ?? 0);
    const free = window - this.#inFlight;
    if (urgency === 'goes-on') return all < free;
    return all < free - window * KEPT_FREE || (free > 0 && all < window * KEPT_FREE - this.#begins);
  };

  #letIn(entry: Entry): void {
    entry.inside = true;
    entry.since = this.#now();
    this.#inFlight += 1;
    if (entry.urgency === 'begins') this.#begins += 1;
    add(this.#flows, entry.flow, 1);
    if (entry.neighbours !== undefined) add(this.#neighbours, entry.neighbours, 1);
    // Two are several; nobody counts further.
    if (this.#present.size < 2) this.#present.add(entry.flow);
    entry.enter();
  }

  #letInWhoWaits(): void {
    while (this.#room.count > 0 && this.#inFlight < this.#pressure.window) {
      const next = this.#room.next(this.#fits);
      if (next === undefined) return;
      next.waiting = false;
      this.#letIn(next);
    }
  }

  /** So long that its requests have their part of the time. Who has a queue for a moment, or little of the time, is not the one who takes too much. */
  #rest({ flow, since }: Entry): void {
    const { part } = this.#pressure;
    const [now, wanting] = [this.#now(), this.#room.waitingSince(flow)];
    if (part >= 1 || wanting === undefined || now - wanting < WANTING_MS || this.#resting.has(flow)) return;
    if (!this.#greedy.isGreedy(flow, now - since)) return;
    this.#resting.add(flow);
    const ms = (now - since) * (1 / part - 1);
    this.#options.after(Math.min(ms, REST_MOST_MS), () => {
      this.#resting.delete(flow);
      this.#letInWhoWaits();
    });
  }

  #wait(entry: Entry): void {
    this.#pressure.want();
    entry.since = this.#now();
    entry.waiting = true;
    this.#room.add(entry);
    if (this.#room.count <= this.#options.waiting) return;
    const out = this.#room.evict();
    if (out?.waiting) this.#turnAway(out, 'share');
  }

  #turnAway(entry: Entry, why: Turned): void {
    entry.waiting = false;
    entry.refused(why);
  }

  /**
   * Its place comes free when the event loop has been round: a flow starts no more in one round than it has places. Requests that need
   * nothing but the processor would otherwise follow one another as one long one, and nobody else be heard meanwhile.
   */
  #done(entry: Entry): void {
    entry.waiting = false;
    if (!entry.inside) return;
    entry.inside = false;
    this.#leaving.push(entry);
    if (this.#leaving.length === 1) this.#options.later(this.#clear);
  }

  readonly #clear = (): void => {
    for (const entry of this.#leaving.splice(0)) {
      const { flow, neighbours, urgency } = entry;
      this.#rest(entry);
      this.#inFlight -= 1;
      if (urgency === 'begins') this.#begins -= 1;
      add(this.#flows, flow, -1);
      if (neighbours !== undefined) add(this.#neighbours, neighbours, -1);
    }
    if (this.#room.count > 0) this.#letInWhoWaits();
  };

  #startLooking(): void {
    this.#lookedAt = this.#now();
    this.#idle = 0;
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  look(): void {
    const now = this.#now();
    const lateMs = now - this.#lookedAt - LOOK_MS;
    const crowded = this.#options.crowded?.() ?? false;
    this.#pressure.look({ lateMs, busy: this.#busy(), crowded, shared: this.#isShared() });
    this.#lookedAt = now;
    if (this.#room.count > 0) {
      for (const entry of this.#room.leave(now - this.#options.patienceMs))
        this.#turnAway(entry, this.#whyOf(entry));
      this.#letInWhoWaits();
    }
    this.#idle = this.#inFlight === 0 ? this.#idle + 1 : 0;
    if (this.#idle > IDLE_LOOKS) this.close();
  }

  /** Whether several flows came in the last second or so. */
  #isShared(): boolean {
    this.#looks += 1;
    if (this.#looks % PRESENT_LOOKS === 0) {
      this.#greedy.forget();
      this.#before = this.#present.size;
      this.#present = new Set();
    }
    return Math.max(this.#before, this.#present.size) > 1;
  }

  /** Who had a good part of the room, and still wanted more, asked too much; others are only unlucky. */
  #whyOf({ flow }: Entry): Turned {
    const much = Math.max(2, Math.min(this.#pressure.part, this.#pressure.window / 4));
    return this.#resting.has(flow) || (this.#flows.get(flow) ?? 0) >= much ? 'share' : 'overload';
  }
}

function loopBusy(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}

const timer = (ms: number, call: () => void): void => void setTimeout(call, ms).unref();
