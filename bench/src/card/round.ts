import type { CardReader } from '@kazasu/card';
import { inTurns } from './measure.ts';
import { rsaAlone } from './own-card.ts';
import { SESSIONS, type SessionPins } from './sessions.ts';

/** Milliseconds for one RSA operation alone, and for each of the sessions, measured in turns. */
export interface WayRound {
  readonly rsa: number;
  readonly sessions: readonly number[];
}

export async function roundOf(card: CardReader, pins: SessionPins, seconds: number): Promise<WayRound> {
  const tasks = SESSIONS.map((session) => () => session.run(card, pins));
  const [rsa = Number.NaN, ...sessions] = await inTurns(seconds, [rsaAlone, ...tasks]);
  return { rsa, sessions };
}
