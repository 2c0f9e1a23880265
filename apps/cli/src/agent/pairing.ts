import type { AgentProblemCode } from '@kazasu/reader/agent';
import type { Clock } from '@kazasu/server/clock';
import { hashToken, sameText } from '@kazasu/server/keys';
import { randomOctets, randomToken } from '@kazasu/server/random';
import { newCode } from './code.ts';

/** A page that has shown the code. */
export interface Paired {
  readonly origin: string;
}

const CODE_LIFE_MS = 2 * 60_000;
const WRONG_MAX = 5;
/** Between a code that was guessed at and the next, so that nobody goes on guessing at speed. */
const PAUSE_MS = 10_000;
/** A pairing that nobody used for so long has ended with its tab. */
const IDLE_MS = 8 * 3_600_000;
/** More tabs than anybody has; the one unused for longest goes. */
const PAIRED_MAX = 8;

interface Code {
  readonly value: string;
  readonly endsAt: number;
  wrong: number;
}

interface Entry extends Paired {
  usedAt: number;
}

export interface PairingOptions {
  readonly clock: Clock;
  /** Shows a fresh code to the person, and to nobody else. */
  readonly show: (code: string, endsAt: number) => void;
  /** Tells the person that the code is used up by wrong tries, the last of them from there. */
  readonly burnt: (origin: string) => void;
}

/**
 * One code at a time: two minutes, one use, five wrong tries. Whoever has read it from the terminal gets a token, which opens the readers
 * for pages of that origin; of it only the hash is kept, in memory.
 */
export class Pairing {
  readonly #options: PairingOptions;
  readonly #paired = new Map<string, Entry>();
  #code: Code | undefined;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: PairingOptions) {
    this.#options = options;
  }

  /** Shows a code, unless one is shown that still holds. */
  requestCode(): AgentProblemCode | undefined {
    const now = this.#options.clock.now();
    if (this.#live(now) !== undefined) return undefined;
    if (now < this.#pausedUntil) return 'slow_down';
    const code = { value: newCode(randomOctets), endsAt: now + CODE_LIFE_MS, wrong: 0 };
    this.#code = code;
    this.#options.show(code.value, code.endsAt);
    return undefined;
  }

  /** From a code to a token. The try is counted before it is looked at. */
  pair(typed: string, origin: string): { readonly token: string } | AgentProblemCode {
    const now = this.#options.clock.now();
    const code = this.#live(now);
    if (code === undefined) return now < this.#pausedUntil ? 'slow_down' : 'code_none';
    code.wrong += 1;
    if (!sameText(code.value, typed)) {
      if (code.wrong >= WRONG_MAX) {
        this.#code = undefined;
        this.#pausedUntil = now + PAUSE_MS;
        this.#options.burnt(origin);
      }
      return 'code_wrong';
    }
    this.#code = undefined;
    const token = randomToken();
    this.#keep(hashToken(token), { origin, usedAt: now });
    return { token };
  }

  /** Whose token this is, shown by a page of that origin. */
  find(token: string | undefined, origin: string): Paired | undefined {
    if (token === undefined) return undefined;
    const hash = hashToken(token);
    const entry = this.#paired.get(hash);
    const now = this.#options.clock.now();
    if (entry === undefined || entry.origin !== origin) return undefined;
    this.#paired.delete(hash);
    if (now - entry.usedAt > IDLE_MS) return undefined;
    entry.usedAt = now;
    this.#paired.set(hash, entry);
    return entry;
  }

  /** The order of the map is the order of use. */
  #keep(hash: string, entry: Entry): void {
    const [oldest] = this.#paired.keys();
    if (this.#paired.size >= PAIRED_MAX && oldest !== undefined) this.#paired.delete(oldest);
    this.#paired.set(hash, entry);
  }

  #live(now: number): Code | undefined {
    if (this.#code !== undefined && now >= this.#code.endsAt) this.#code = undefined;
    return this.#code;
  }
}
