import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';

/** How long fetched keys are used without asking again; a withdrawn key verifies no longer than this. */
const FRESH_MS = 5 * 60_000;
/** At most one fetch for an address in this time, whatever tokens arrive: they are free for an attacker to make. */
const COOLDOWN_MS = 10_000;
const KEPT_ADDRESSES = 1_000;

interface Entry<Key> {
  readonly keys: readonly Key[];
  /** When the keys were fetched; undefined when they never could be. */
  readonly fetchedAt: number | undefined;
  readonly triedAt: number;
}

/** The usable keys of sets by address, each fetched by one request at a time however many wait for it. */
export class KeySetCache<Key> {
  readonly #deps: { readonly clock: Clock; readonly log: Log };
  readonly #fetch: (url: string) => Promise<readonly Key[]>;
  readonly #entries = new Map<string, Entry<Key>>();
  readonly #underway = new Map<string, Promise<readonly Key[]>>();

  constructor(
    deps: { readonly clock: Clock; readonly log: Log },
    fetchKeys: (url: string) => Promise<readonly Key[]>,
  ) {
    this.#deps = deps;
    this.#fetch = fetchKeys;
  }

  async keys(url: string): Promise<readonly Key[]> {
    const entry = this.#entries.get(url);
    const now = this.#deps.clock.now();
    if (entry?.fetchedAt !== undefined && now < entry.fetchedAt + FRESH_MS) return entry.keys;
    if (entry !== undefined && now < entry.triedAt + COOLDOWN_MS) return [];
    return this.#load(url);
  }

  async refreshed(url: string): Promise<readonly Key[] | undefined> {
    const entry = this.#entries.get(url);
    if (entry !== undefined && this.#deps.clock.now() < entry.triedAt + COOLDOWN_MS) return undefined;
    return this.#load(url);
  }

  #load(url: string): Promise<readonly Key[]> {
    const underway = this.#underway.get(url) ?? this.#fetchNow(url).finally(() => this.#underway.delete(url));
    this.#underway.set(url, underway);
    return underway;
  }

  /** A failed fetch leaves what is still fresh; it never makes old keys good for longer. */
  async #fetchNow(url: string): Promise<readonly Key[]> {
    const triedAt = this.#deps.clock.now();
    const before = this.#entries.get(url);
    try {
      const keys = await this.#fetch(url);
      this.#keep(url, { keys, fetchedAt: triedAt, triedAt });
      return keys;
    } catch {
      this.#deps.log.warn('client.keys.unreachable');
      this.#keep(url, { keys: before?.keys ?? [], fetchedAt: before?.fetchedAt, triedAt });
      return [];
    }
  }

  #keep(url: string, entry: Entry<Key>): void {
    if (this.#entries.size >= KEPT_ADDRESSES) this.#entries.clear();
    this.#entries.set(url, entry);
  }
}
