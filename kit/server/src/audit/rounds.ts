import type { Clock } from '../clock/index.ts';
import type { ChainEnd } from './chain.ts';
import type { ChainReader } from './chain-reader.ts';
import { AuditDamaged } from './damaged.ts';

/** The whole chain, round and round, a piece at a time: what was changed long ago is found too. */
export interface Rounds {
  /** Computes the next piece anew; what does not fit is looked at again and again until it does. Rejects with a StoreError alone. */
  next(): Promise<void>;
  /** Throws AuditDamaged where the last piece did not fit. */
  check(): void;
}

const DAY_MS = 86_400_000;
/** `next` is called once a minute. */
const PIECES = 1_440;
const PIECE_MIN = 500;
/** A chain of more than 72 million entries takes more than a day. */
const PIECE_MAX = 50_000;

/** A process begins where the day is, so that those that live for hours alone see all of a long chain too. */
export function createRounds(audit: ChainReader, clock: Clock): Rounds {
  let from: ChainEnd | undefined;
  let first: number | undefined;
  let damaged: AuditDamaged | undefined;
  const place = async (last: number, piece: number): Promise<ChainEnd | undefined> => {
    if (from) return from.number < last ? from : audit.at(0);
    first ??= last <= piece ? 0 : Math.floor((last * (clock.now() % DAY_MS)) / DAY_MS);
    return audit.at(first);
  };
  return {
    next: async () => {
      const { number: last } = await audit.head();
      const piece = Math.min(PIECE_MAX, Math.max(PIECE_MIN, Math.ceil(last / PIECES)));
      const begun = await place(last, piece);
      const { end, brokenAt } = begun ? await audit.follow(begun, piece) : { end: begun, brokenAt: last };
      damaged = brokenAt === undefined ? undefined : new AuditDamaged(`the entry ${brokenAt} does not fit`);
      from = end;
    },
    check: () => {
      if (damaged) throw damaged;
    },
  };
}
