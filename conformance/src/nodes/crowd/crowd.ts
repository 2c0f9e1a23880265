import { stopwatch } from '@kazasu/server/clock';
import {
  type CardWorld,
  Crossed,
  checkItems,
  type LoadCard,
  type LoginPlace,
  LoginStopped,
  login,
  type RelyingParty,
  refresh,
  type Visitors,
} from '../../load/index.ts';
import type { History } from '../history/index.ts';
import { insisting } from './insist.ts';
import { remembering } from './remember.ts';

export interface CrowdOptions {
  readonly base: string;
  readonly visitors: Visitors;
  readonly world: CardWorld;
  readonly parties: readonly RelyingParty[];
  readonly history: History;
  readonly logins: number;
  /** Logins under way at once, each of another person as long as there are cards. */
  readonly concurrent: number;
  /** Milliseconds for which a person insists on a step; 0 where nothing may fail. */
  readonly patienceMs: number;
  readonly onLogin?: (done: number) => void;
}

export interface CrowdResult {
  readonly done: number;
  /** Logins that somebody had to leave, by the step and what it said. */
  readonly left: ReadonlyMap<string, number>;
  /**
   * To be called when everything is well again: each relying party goes on with the sessions that it was told of, and sends once more what
   * it has used up. With those that are a quarter of an hour old it has done so before.
   */
  lookAfterwards(): Promise<void>;
}

/** Looks for one session, once. */
interface Look {
  /** Milliseconds since the session was acknowledged. */
  readonly age: () => number;
  look(): Promise<void>;
}

/** Older ones are looked for before the next login: a session that nobody goes on with ends by itself after half an hour. */
const LOOK_AFTER_MS = 15 * 60_000;

/** Many people log in, each on their own. */
export async function runCrowd(options: CrowdOptions): Promise<CrowdResult> {
  const { logins, concurrent } = options;
  const left = new Map<string, number>();
  const looks: Look[] = [];
  let [begun, done, looked] = [0, 0, 0];
  const lookForThoseOlderThan = async (ageMs: number) => {
    for (let next = looks[looked]; next !== undefined && next.age() >= ageMs; next = looks[looked]) {
      looked += 1;
      await next.look();
    }
  };
  const lane = async (number: number) => {
    while (begun < logins) {
      begun += 1;
      await lookForThoseOlderThan(LOOK_AFTER_MS);
      const look = await oneLogin(options, number, left);
      if (look === undefined) continue;
      looks.push(look);
      done += 1;
      options.onLogin?.(done);
    }
  };
  const together = (work: (number: number) => Promise<void>) =>
    Promise.all(Array.from({ length: concurrent }, (_, number) => work(number)));
  await together(lane);
  const lookAfterwards = async () => {
    await together(() => lookForThoseOlderThan(0));
  };
  return { done, left, lookAfterwards };
}

/** What looks for the session afterwards; undefined where the login was left. */
async function oneLogin(
  { base, visitors, world, parties, history, patienceMs }: CrowdOptions,
  number: number,
  left: Map<string, number>,
): Promise<Look | undefined> {
  const card = world.cards[number % world.cards.length];
  const rp = parties[number % parties.length];
  if (card === undefined || rp === undefined) throw new Error('nobody to log in, or nowhere');
  const { ask, again } = remembering(insisting({ history, patienceMs }));
  const place: LoginPlace = { base, visitor: visitors.next(), rp, ask };
  try {
    const tokens = await login(place, card);
    const thing = `session ${tokens.refreshToken}`;
    history.add({ kind: 'acknowledged', thing });
    const look = async () => {
      const there = await goesOn(place, () => refresh(place, tokens), { history, card });
      history.add({ kind: 'looked', thing, there });
      await again();
    };
    return { age: stopwatch(), look };
  } catch (error) {
    if (error instanceof Crossed) history.add({ kind: 'crossed', thing: error.message });
    const reason = error instanceof LoginStopped ? `${error.step} ${error.status}` : (error as Error).message;
    left.set(reason, (left.get(reason) ?? 0) + 1);
    return undefined;
  }
}

/** Whether the session that was acknowledged is there: its refresh token works, and what it leads to is this person's. */
async function goesOn(
  place: LoginPlace,
  next: () => ReturnType<typeof refresh>,
  { history, card }: { readonly history: History; readonly card: LoadCard },
): Promise<boolean> {
  try {
    await checkItems(place, await next(), card);
    return true;
  } catch (error) {
    if (error instanceof Crossed) history.add({ kind: 'crossed', thing: error.message });
    return false;
  }
}
