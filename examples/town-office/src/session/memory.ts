import type { Clock } from '../clock.ts';
import { randomToken } from '../random.ts';
import { type Session, worthOf } from './session.ts';

const LIFETIME_MS = 30 * 60_000;
/** Each may hold two files of some 60 KB. */
const MOST_SESSIONS = 2_000;
/** Of one session at once: nobody presses as often before an answer comes. */
const MOST_OFFERED = 32;

/** What is remembered of one browser. Changes in place, so that requests of one browser at the same time see each other's work. */
export interface Entry {
  session: Session;
  /** In the cookie that a browser presented last. */
  name: string;
  /** Told since to whoever presented that, each to one request. Their answers may have been lost on the way: the first that is presented takes the place of all. */
  offered: readonly string[];
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

  /** For a name that a browser presents: where it is an offered one, from now on there is no other. */
  find(name: string | undefined): Entry | undefined {
    const entry = name === undefined ? undefined : this.#byName.get(name);
    if (name === undefined || entry === undefined || !this.lives(entry)) return undefined;
    if (name !== entry.name) this.#settle(entry, name);
    return entry;
  }

  /** Whether the name still counts. */
  leads(name: string, entry: Entry): boolean {
    return this.#byName.get(name) === entry && this.lives(entry);
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

  /** A new name; the one that was presented counts until a browser presents an offered one. */
  offer(entry: Entry): string {
    const name = randomToken();
    const [oldest, ...others] = entry.offered;
    const isFull = oldest !== undefined && entry.offered.length >= MOST_OFFERED;
    if (isFull) this.#byName.delete(oldest);
    entry.offered = [...(isFull ? others : entry.offered), name];
    this.#byName.set(name, entry);
    return name;
  }

  /** A new name, and no other counts any more. */
  rename(entry: Entry): string {
    const name = randomToken();
    this.#settle(entry, name);
    return name;
  }

  forget(entry: Entry): void {
    for (const name of [entry.name, ...entry.offered]) this.#byName.delete(name);
    this.#byWorth[worthOf(entry.session)].delete(entry);
    entry.expiresAt = 0;
  }

  #create(): Entry | undefined {
    if (!this.#makeRoom()) return undefined;
    const entry = { session: {}, name: randomToken(), offered: [], expiresAt: 0 };
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

  #settle(entry: Entry, name: string): void {
    for (const other of [entry.name, ...entry.offered]) this.#byName.delete(other);
    entry.name = name;
    entry.offered = [];
    this.#byName.set(name, entry);
  }
}
