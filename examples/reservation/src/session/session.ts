import type { LoginSession, Userinfo } from '@kazasu/rp';
import type { Clock } from '../clock.ts';
import { randomToken } from '../random.ts';

/** Who has logged in: the account key and the items as the card holds them. */
export type Person = Userinfo;

export interface Booking {
  readonly number: string;
  readonly facility: string;
  /** `YYYY-MM-DD`, Japan time. */
  readonly date: string;
  /** `HH:MM`. */
  readonly time: string;
}

/** Why a login did not succeed, as far as the person needs to know it. */
export type Failure = 'stopped' | 'revoked' | 'expired' | 'unavailable' | 'outdated' | 'refused' | 'fault';

export interface Session {
  readonly login?: LoginSession | undefined;
  readonly person?: Person | undefined;
  readonly booking?: Booking | undefined;
  readonly failure?: Failure | undefined;
}

const LIFETIME_MS = 30 * 60_000;
/** Of those who have logged in, and as many of those who have not. */
const MOST_SESSIONS = 10_000;

type Sessions = Map<string, { readonly session: Session; readonly expiresAt: number }>;

/** Sessions by the random name in the cookie. Whoever only clicks takes no place from anybody who has logged in. */
export class SessionMemory {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #newcomers: Sessions = new Map();
  readonly #people: Sessions = new Map();

  constructor(clock: Clock, most = MOST_SESSIONS) {
    this.#clock = clock;
    this.#most = most;
  }

  find(id: string | undefined): Session | undefined {
    const entry = id === undefined ? undefined : (this.#people.get(id) ?? this.#newcomers.get(id));
    return entry !== undefined && entry.expiresAt > this.#clock() ? entry.session : undefined;
  }

  /** Puts the session in the place of an old one under a new name, which it returns. */
  replace(oldId: string | undefined, session: Session): string {
    this.forget(oldId);
    const isKnown = session.person !== undefined;
    this.#sweep(this.#newcomers, isKnown ? this.#most : this.#most - 1);
    this.#sweep(this.#people, isKnown ? this.#most - 1 : this.#most);
    const id = randomToken();
    const sessions = isKnown ? this.#people : this.#newcomers;
    sessions.set(id, { session, expiresAt: this.#clock() + LIFETIME_MS });
    return id;
  }

  forget(id: string | undefined): void {
    if (id === undefined) return;
    this.#newcomers.delete(id);
    this.#people.delete(id);
  }

  /** The oldest stand first, so the walk ends at the first that lives where no more than `most` are left. */
  #sweep(sessions: Sessions, most: number): void {
    for (const [id, { expiresAt }] of sessions) {
      if (expiresAt > this.#clock() && sessions.size <= most) return;
      sessions.delete(id);
    }
  }
}
