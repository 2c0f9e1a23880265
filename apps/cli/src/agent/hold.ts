import type { Transport } from '@kazasu/card';
import type { AgentHolder, AgentProblemCode } from '@kazasu/reader/agent';
import { ReaderError } from '@kazasu/reader/pcsc';
import { type ReaderHouse, readerId } from './house.ts';
import type { Paired } from './pairing.ts';

/** How long a card that was taken waits for the socket of the page that took it. */
const ATTACH_MS = 5_000;

interface Held {
  readonly by: Paired;
  readonly reader: string;
  /** Rejects, and there is no hold, when there is no card. */
  readonly transport: Promise<Transport>;
  attached: boolean;
  /** Called when somebody else of the same page takes the card, or the agent ends. */
  onTaken: () => void;
  timer?: NodeJS.Timeout;
}

const PROBLEMS: { readonly [code in ReaderError['code']]: AgentProblemCode } = {
  'reader/unsupported': 'service',
  'reader/service': 'service',
  'reader/not-found': 'reader_unknown',
  'reader/no-card': 'no_card',
  'reader/in-use': 'in_use',
  'reader/refused': 'service',
  'reader/atr': 'service',
};

/**
 * The one card that is in a page's hand, if any. A card is taken first and its socket attached then, so that a page hears in words why it
 * cannot have it. Whoever let go has powered it off.
 */
export class Hold {
  readonly #house: ReaderHouse;
  readonly #changed: () => void;
  #held: Held | undefined;
  /** Cards are let go one after the other; the next is taken when the last has lost its power. */
  #letGo: Promise<void> = Promise.resolve();

  constructor(house: ReaderHouse, changed: () => void) {
    this.#house = house;
    this.#changed = changed;
  }

  holderFor(paired: Paired): AgentHolder | null {
    return this.#held === undefined ? null : { origin: this.#held.by.origin, own: this.#held.by === paired };
  }

  get held(): { readonly origin: string; readonly reader: string } | undefined {
    return this.#held && { origin: this.#held.by.origin, reader: this.#held.reader };
  }

  /** Undefined: the card is this page's. A page that holds one already lets it go by taking another. */
  async take(paired: Paired, id: string): Promise<AgentProblemCode | undefined> {
    if (this.#held !== undefined && this.#held.by !== paired) return 'held';
    this.release();
    const transport = this.#open(id);
    const held: Held = { by: paired, reader: id, transport, attached: false, onTaken: () => {} };
    this.#held = held;
    try {
      await transport;
    } catch (error) {
      if (this.#held === held) this.#held = undefined;
      return problemOf(error);
    }
    if (this.#held !== held) return 'held';
    // Its socket may have come while the card was being powered on.
    if (!held.attached) held.timer = setTimeout(() => this.#end(held), ATTACH_MS);
    this.#changed();
    return undefined;
  }

  /** The card that this page has taken, once. `onTaken` is told when it is taken out of its hand. */
  async attach(
    paired: Paired,
    onTaken: () => void,
  ): Promise<{ transport: Transport; end(): void } | undefined> {
    const held = this.#held;
    if (held === undefined || held.by !== paired || held.attached) return undefined;
    held.attached = true;
    held.onTaken = onTaken;
    clearTimeout(held.timer);
    const transport = await held.transport.catch(() => undefined);
    return transport && { transport, end: () => this.#end(held) };
  }

  /** Takes the card out of whoever's hand. */
  release(): void {
    if (this.#held !== undefined) this.#end(this.#held);
  }

  /** When every card that was let go has lost its power. */
  settled(): Promise<void> {
    return this.#letGo;
  }

  #end(held: Held): void {
    if (this.#held !== held) return;
    this.#held = undefined;
    clearTimeout(held.timer);
    held.onTaken();
    const close = () => held.transport.then((transport) => transport.close()).catch(() => {});
    this.#letGo = this.#letGo.then(close);
    this.#changed();
  }

  async #open(id: string): Promise<Transport> {
    await this.#letGo;
    const found = (await this.#house.list()).find(({ name }) => readerId(name) === id);
    if (found === undefined) throw new ReaderError('reader/not-found', 'no reader of that id');
    return this.#house.open(found.name);
  }
}

/** What is no ReaderError is a fault of ours. */
export function problemOf(error: unknown): AgentProblemCode {
  if (!(error instanceof ReaderError)) throw error;
  return PROBLEMS[error.code];
}
