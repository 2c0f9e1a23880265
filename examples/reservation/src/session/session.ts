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
const MOST_SESSIONS = 10_000;

/** Sessions by the random name in the cookie. */
export class SessionMemory {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, { readonly session: Session; readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  find(id: string | undefined): Session | undefined {
    const entry = id === undefined ? undefined : this.#sessions.get(id);
    return entry !== undefined && entry.expiresAt > this.#clock() ? entry.session : undefined;
  }

  /** Puts the session in the place of an old one under a new name, which it returns. */
  replace(oldId: string | undefined, session: Session): string {
    if (oldId !== undefined) this.#sessions.delete(oldId);
    this.#forgetExpired();
    const id = randomToken();
    this.#sessions.set(id, { session, expiresAt: this.#clock() + LIFETIME_MS });
    return id;
  }

  forget(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }

  /** The oldest stand first, so the walk ends at the first that lives and there is room. */
  #forgetExpired(): void {
    for (const [id, { expiresAt }] of this.#sessions) {
      if (expiresAt > this.#clock() && this.#sessions.size < MOST_SESSIONS) return;
      this.#sessions.delete(id);
    }
  }
}
