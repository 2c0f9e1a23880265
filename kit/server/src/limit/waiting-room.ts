import type { Urgency } from './admission.ts';

/** Somebody who waits for their turn. */
export interface Waiter {
  readonly flow: string;
  readonly line: string;
  readonly neighbours?: string | undefined;
  readonly urgency: Urgency;
  /** When they came. */
  readonly since: number;
  /** Whether they still wait: who has gone is passed over. */
  waiting: boolean;
}

/** Those of one flow, by line: who asks from many lines has one turn for each of them, who asks from one has one. */
interface FlowQueue<W extends Waiter> {
  readonly lines: Map<string, W[]>;
  count: number;
  /** Since when it has not been empty. */
  readonly since: number;
}

/**
 * Waiters in the order of fair turns: what goes on before what begins, three times of four; of these one flow after the other, and
 * within a flow one line after the other; of one line whoever came first. Maps keep the order of insertion: who had a turn goes to the end.
 */
export class WaitingRoom<W extends Waiter> {
  readonly #flows: { readonly [U in Urgency]: Map<string, FlowQueue<W>> } = {
    'goes-on': new Map(),
    begins: new Map(),
  };
  #turns = 0;
  #count = 0;

  /** Those who have gone are counted until their turn would have come. */
  get count(): number {
    return this.#count;
  }

  /** Since when there has always been somebody of this flow who waits; undefined where there is nobody. */
  waitingSince(flow: string): number | undefined {
    const [goesOn, begins] = [this.#flows['goes-on'].get(flow), this.#flows.begins.get(flow)];
    if (goesOn === undefined || begins === undefined) return (goesOn ?? begins)?.since;
    return Math.min(goesOn.since, begins.since);
  }

  add(waiter: W): void {
    const flows = this.#flows[waiter.urgency];
    const queue = flows.get(waiter.flow) ?? {
      lines: new Map<string, W[]>(),
      count: 0,
      since: waiter.since,
    };
    flows.set(waiter.flow, queue);
    const line = queue.lines.get(waiter.line);
    if (line === undefined) queue.lines.set(waiter.line, [waiter]);
    else line.push(waiter);
    queue.count += 1;
    this.#count += 1;
  }

  /** Whose turn it is, of those whose flow fits; undefined where there is nobody. */
  next(fits: (waiter: Waiter) => boolean): W | undefined {
    const first = this.#turns % 4 === 3 ? 'begins' : 'goes-on';
    const other = first === 'begins' ? 'goes-on' : 'begins';
    const next = this.#nextOf(this.#flows[first], fits) ?? this.#nextOf(this.#flows[other], fits);
    if (next !== undefined) this.#turns += 1;
    return next;
  }

  #nextOf(flows: Map<string, FlowQueue<W>>, fits: (waiter: Waiter) => boolean): W | undefined {
    for (const [flow, queue] of flows) {
      const [first] = queue.lines.values();
      if (first?.[0] !== undefined && !fits(first[0])) continue;
      flows.delete(flow);
      const waiter = this.#nextIn(queue);
      if (queue.count > 0) flows.set(flow, queue);
      if (waiter !== undefined) return waiter;
    }
    return undefined;
  }

  #nextIn(queue: FlowQueue<W>): W | undefined {
    for (const [line, waiters] of queue.lines) {
      queue.lines.delete(line);
      const waiter = this.#shift(queue, waiters);
      if (waiters.length > 0) queue.lines.set(line, waiters);
      if (waiter !== undefined) return waiter;
    }
    return undefined;
  }

  #shift(queue: FlowQueue<W>, waiters: W[]): W | undefined {
    while (waiters.length > 0) {
      const waiter = waiters.shift() as W;
      queue.count -= 1;
      this.#count -= 1;
      if (waiter.waiting) return waiter;
    }
    return undefined;
  }

  /**
   * The one who must make room: of the flow with the most waiters, of its line with the most, whoever came last. Somebody who asks too
   * much loses their own place so, and nobody else's.
   */
  evict(): W | undefined {
    const queues = [...this.#flows['goes-on'].values(), ...this.#flows.begins.values()];
    const queue = longest(queues, (one) => one.count);
    const waiters = queue && longest([...queue.lines.values()], (one) => one.length);
    const waiter = waiters?.pop();
    if (queue === undefined || waiter === undefined) return undefined;
    queue.count -= 1;
    this.#count -= 1;
    return waiter;
  }

  /** Takes out everybody who came before, or has gone. */
  leave(before: number): W[] {
    const left: W[] = [];
    for (const flows of Object.values(this.#flows)) {
      for (const [flow, queue] of flows) {
        for (const [line, waiters] of queue.lines) {
          while (waiters[0] !== undefined && (!waiters[0].waiting || waiters[0].since < before)) {
            const waiter = waiters.shift() as W;
            queue.count -= 1;
            this.#count -= 1;
            if (waiter.waiting) left.push(waiter);
          }
          if (waiters.length === 0) queue.lines.delete(line);
        }
        if (queue.count === 0) flows.delete(flow);
      }
    }
    return left;
  }
}

function longest<T>(all: readonly T[], length: (one: T) => number): T | undefined {
  let best: T | undefined;
  for (const one of all) if (best === undefined || length(one) > length(best)) best = one;
  return best;
}
