/** Waiting was too long, or too many wait already. Nothing was done. */
export class CardBusy extends Error {
  override readonly name = 'CardBusy';
  readonly code = 'card/busy';
}

export interface TurnOptions {
  /** So many may wait for one card. */
  readonly waitingMax: number;
  /** And so long, in milliseconds. */
  readonly waitMaxMs: number;
}

/** Lets one after the other have a card, in the order in which they came; different cards do not wait for each other. */
export interface Turns {
  /** Rejects with a CardBusy where it did not come to a turn. */
  take<T>(card: string, work: () => Promise<T>): Promise<T>;
}

export function createTurns({ waitingMax, waitMaxMs }: TurnOptions): Turns {
  const queues = new Map<string, (() => void)[]>();
  return {
    take: async (card, work) => {
      const queue = queues.get(card);
      if (queue === undefined) queues.set(card, []);
      else if (queue.length >= waitingMax) throw new CardBusy('too many wait');
      else await turn(queue, waitMaxMs);
      try {
        return await work();
      } finally {
        const next = queues.get(card)?.shift();
        if (next === undefined) queues.delete(card);
        else next();
      }
    },
  };
}

/** Whoever waited too long leaves the queue, so that nobody is called who has gone. */
function turn(queue: (() => void)[], waitMaxMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const called = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(called), 1);
      reject(new CardBusy('waited too long'));
    }, waitMaxMs);
    queue.push(called);
  });
}
