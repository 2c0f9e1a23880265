import type { Clock } from '../clock.ts';
import { randomToken } from '../random.ts';
import { type Session, worthOf } from './session.ts';

const LIFETIME_MS = 30 * 60_000;
/** Each may hold two files of some 60 KB. */
const MOST_SESSIONS = 2_000;

/** What is remembered of one browser. Changes in place, so that requests of one browser at the same time see each other's work. */
export interface Entry {
  session: Session;
  /** In the cookie that was sent last. */
  name: string;
  /** In the one before it, until a browser has presented the newer: the answer with that may have been lost on its way. */
  formerName: string | undefined;
  expiresAt: number;
}

/** Sessions by the random name in the cookie. */
export class SessionMemory {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #byName = new Map<string, Entry>();
  /** By what would be lost, least first; of each kind the one that was changed longest ago stands first. */
  readonly #byWorth = [new Set<Entry>(), new Set<Entry>(), new Set<Entry>()] as const;

  constructor(clock: Clock, most = MOST_SESSIONS) {
    this.#clock = clock;
    this.#most = most;
  }

  /** For a name that a browser presents: from now on it has no other. */
  find(name: string | undefined): Entry | undefined {
    const entry = name === undefined ? undefined : this.#byName.get(name);
    if (entry === undefined || !this.lives(entry)) return undefined;
    if (name === entry.name) this.#endFormerName(entry);
    return entry;
  }

  lives(entry: Entry): boolean {
    return entry.expiresAt > this.#clock();
  }

  /** Changes a session that lives, or makes one; undefined where there is no room for one more. */
  write(old: Entry | undefined, session: Session): Entry | undefined {
    const entry = old !== undefined && this.lives(old) ? old : this.#create();
    if (entry === undefined) return undefined;
    this.#byWorth[worthOf(entry.session)].delete(entry);
    entry.session = session;
    entry.expiresAt = this.#clock() + LIFETIME_MS;
    this.#byWorth[worthOf(session)].add(entry);
    return entry;
  }

  /** Nothing where the browser has not presented yet the name that it was given last. */
  rename(entry: Entry): void {
    if (entry.formerName !== undefined) return;
    entry.formerName = entry.name;
    entry.name = randomToken();
    this.#byName.set(entry.name, entry);
  }

  forget(entry: Entry): void {
    this.#endFormerName(entry);
    this.#byName.delete(entry.name);
    this.#byWorth[worthOf(entry.session)].delete(entry);
    entry.expiresAt = 0;
  }

  #create(): Entry | undefined {
    if (!this.#makeRoom()) return undefined;
    const entry = { session: {}, name: randomToken(), formerName: undefined, expiresAt: 0 };
    this.#byName.set(entry.name, entry);
    return entry;
  }

  /** Takes from those who lose least. Whoever is signing or has signed gives way to nobody. */
  #makeRoom(): boolean {
    for (const entries of this.#byWorth) {
      for (const entry of entries) {
        if (this.lives(entry)) break;
        this.forget(entry);
      }
    }
    const [clicked, typed, signed] = this.#byWorth;
    if (clicked.size + typed.size + signed.size < this.#most) return true;
    const [given] = clicked.size > 0 ? clicked : typed;
    if (given !== undefined) this.forget(given);
    return given !== undefined;
  }

  #endFormerName(entry: Entry): void {
    if (entry.formerName !== undefined) this.#byName.delete(entry.formerName);
    entry.formerName = undefined;
  }
}
