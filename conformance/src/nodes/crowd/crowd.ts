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
   * it has used up.
   */
  lookAfterwards(): Promise<void>;
}

type Look = () => Promise<void>;

/** Many people log in, each on their own. */
export async function runCrowd(options: CrowdOptions): Promise<CrowdResult> {
  const { logins, concurrent } = options;
  const left = new Map<string, number>();
  const looks: Look[] = [];
  let begun = 0;
  const lane = async (number: number) => {
    while (begun < logins) {
      begun += 1;
      const look = await oneLogin(options, number, left);
      if (look === undefined) continue;
      looks.push(look);
      options.onLogin?.(looks.length);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, (_, number) => lane(number)));
  const lookAfterwards = async () => {
    const lookers = Array.from({ length: concurrent }, async () => {
      for (let look = looks.pop(); look !== undefined; look = looks.pop()) await look();
    });
    await Promise.all(lookers);
  };
  return { done: looks.length, left, lookAfterwards };
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
    return async () => {
      const there = await goesOn(place, () => refresh(place, tokens), { history, card });
      history.add({ kind: 'looked', thing, there });
      await again();
    };
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
