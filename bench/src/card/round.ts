import type { CardReader } from '@kazasu/card';
import { type Cost, inTurns } from './measure.ts';
import { rsaAlone } from './own-card.ts';
import { SESSIONS, type SessionPins } from './sessions.ts';

/** One RSA operation alone and each of the sessions, measured in turns. */
export interface WayRound {
  readonly rsa: Cost;
  readonly sessions: readonly Cost[];
}

export const NOTHING: Cost = { clock: Number.NaN, cpu: Number.NaN };

export async function roundOf(card: CardReader, pins: SessionPins, seconds: number): Promise<WayRound> {
  const tasks = SESSIONS.map((session) => () => session.run(card, pins));
  const [rsa = NOTHING, ...sessions] = await inTurns(seconds, [rsaAlone, ...tasks]);
  return { rsa, sessions };
}
