import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Ask, Step } from '../../load/index.ts';
import type { History } from '../history/index.ts';

export interface Insisting {
  readonly history: History;
  /** Milliseconds for which a request that was lost, or refused for now, is sent again. 0: never. */
  readonly patienceMs: number;
}

/** What a request that uses something up gets when it has. */
const DONE: { readonly [step in Step]?: (answer: Answer) => boolean } = {
  return: ({ headers }) => (headers.location ?? '').includes('code='),
};

/**
 * Sends as a browser, an app and a relying party do whose network is bad: once more where no answer came, or one that says "not now". What
 * came of each use goes into the history; without an answer, or with one that blames the server, nobody knows what came of it.
 */
export function insisting({ history, patienceMs }: Insisting): Ask {
  return async (step, send, thing) => {
    const until = performance.now() + patienceMs;
    for (;;) {
      const answer = await send().catch((error: Error) => error);
      const answered = !(answer instanceof Error) && answer.status < 500 && answer.status !== 429;
      if (thing !== undefined)
        history.add({ kind: 'used', thing, outcome: outcomeOf(step, answered ? answer : undefined) });
      if (answered) return answer;
      if (performance.now() >= until) {
        if (answer instanceof Error) throw answer;
        return answer;
      }
      await sleep(20);
    }
  };
}

function outcomeOf(step: Step, answer: Answer | undefined) {
  if (answer === undefined) return 'unknown';
  const done = DONE[step] ?? (({ status }: Answer) => status === 200);
  return done(answer) ? 'done' : 'refused';
}
