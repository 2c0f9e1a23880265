import { openCard, type Transport } from '@kazasu/card';
import { PhoneError, type PhonePin, type TriesLeft } from '../../headless/index.ts';
import {
  type BoxCard,
  type CardReader,
  fingerprintOf,
  type Held,
  type Problem,
  problemOf,
  type ReaderId,
  requireSameCard,
  withCard,
} from '../login/index.ts';
import { Observed } from '../observed.ts';

/** A card that the person has taken, and how often its PINs may still be wrong. */
export type InHand = Omit<Held, 'byLock'>;

export type HandState =
  | {
      readonly at: 'choosing';
      readonly reader: ReaderId;
      /** Undefined while the reader is being asked. */
      readonly cards: readonly BoxCard[] | undefined;
      readonly busy: boolean;
      readonly problem?: Problem;
    }
  /** `stage`: what the card is being held for; undefined while it is not at the phone. */
  | {
      readonly at: 'held';
      readonly held: InHand;
      readonly stage: string | undefined;
      readonly problem?: Problem;
    };

export interface HandWorld {
  /** At least one; more may come while the page is open. */
  readonly readers: () => readonly CardReader[];
  /** Leaves each stage on the screen long enough to be read. */
  readonly pause: () => Promise<void>;
  /** Rejects when a card has been waited for long enough. */
  readonly patience?: (signal: AbortSignal) => Promise<never>;
}

/**
 * A card in hand, for what is no login: setting the app up, changing a PIN. Chooses, looks at the tries, holds the card for one
 * errand after another. Knows nothing of what the errand is, and keeps no PIN.
 */
export class Hand {
  readonly #world: HandWorld;
  /** Whose tries are looked at before anything is typed. */
  readonly #pins: readonly PhonePin[];
  readonly #shown: Observed<HandState>;
  readonly state: Observed<HandState>['state'];
  readonly subscribe: Observed<HandState>['subscribe'];
  /** Of the card that is at the phone, or on the way to it. */
  #away = new AbortController();
  /** Counts what the person does: an answer that comes after they have moved on is dropped. */
  #turn = 0;

  constructor(world: HandWorld, pins: readonly PhonePin[]) {
    this.#world = world;
    this.#pins = pins;
    const reader = this.readers[0]?.id ?? 'box';
    this.#shown = new Observed<HandState>({ at: 'choosing', reader, cards: undefined, busy: false });
    this.state = this.#shown.state;
    this.subscribe = this.#shown.subscribe;
  }

  /** Readers that this device's lock opens hold no card of plastic, and are left out. */
  get readers(): readonly CardReader[] {
    return this.#world.readers().filter(({ unlock }) => unlock === undefined);
  }

  /** Back to the cards, of this reader or of the one before. */
  async choose(id?: ReaderId, problem?: Problem): Promise<void> {
    const state = this.state();
    const before = state.at === 'choosing' ? state.reader : state.held.reader;
    const shown = { at: 'choosing', reader: id ?? before, busy: false } as const;
    const turn = ++this.#turn;
    this.#shown.show({ ...shown, cards: undefined, ...(problem && { problem }) });
    try {
      const cards = await this.#reader(shown.reader).list();
      if (turn === this.#turn) this.#shown.show({ ...shown, cards, ...(problem && { problem }) });
    } catch (error) {
      if (turn === this.#turn) this.#shown.show({ ...shown, cards: [], problem: problemOf(error) });
    }
  }

  /** True once the card is in hand, with tries left on each PIN that is needed. */
  async take(card: BoxCard): Promise<boolean> {
    const state = this.state();
    if (state.at !== 'choosing' || state.busy) return false;
    const { reader, cards } = state;
    const turn = ++this.#turn;
    this.#shown.show({ at: 'choosing', reader, cards, busy: true });
    try {
      const held = await this.#with({ card, reader }, async (transport) => {
        const tries = await this.#triesOn(transport);
        return { card, reader, tries, fingerprint: await fingerprintOf(transport) };
      });
      if (turn !== this.#turn) return false;
      this.#shown.show({ at: 'held', held, stage: undefined });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (turn === this.#turn) this.#shown.show({ at: 'choosing', reader, cards, busy: false, problem });
      return false;
    }
  }

  /**
   * Holds the card in hand for one errand. Undefined when it failed: what went wrong then stands in the state, and the tries are
   * as the card says.
   */
  async hold<T>(
    errand: (transport: Transport, onStage: (stage: string) => Promise<void>) => Promise<T>,
  ): Promise<T | undefined> {
    const state = this.state();
    if (state.at !== 'held' || state.stage !== undefined) return undefined;
    const { held } = state;
    const turn = ++this.#turn;
    const onStage = async (stage: string) => {
      if (turn === this.#turn) this.#shown.show({ at: 'held', held, stage });
      await this.#world.pause();
    };
    this.#shown.show({ at: 'held', held, stage: '' });
    try {
      const done = await this.#with(held, async (transport) => {
        await requireSameCard(transport, held);
        return errand(transport, onStage);
      });
      if (turn !== this.#turn) return undefined;
      this.#shown.show({ at: 'held', held, stage: undefined });
      return done;
    } catch (error) {
      if (turn === this.#turn) this.#failed(held, problemOf(error));
      return undefined;
    }
  }

  /** Takes the card away in the middle, as an unsteady hand does. */
  takeAway(): void {
    this.#away.abort();
  }

  /** What somebody else says went wrong after the card had done its part. */
  tell(problem: Problem): void {
    const state = this.state();
    if (state.at === 'held') this.#failed(state.held, problem);
  }

  #failed(held: InHand, problem: Problem): void {
    const { pin, triesLeft } = problem;
    const counted =
      pin === undefined || triesLeft === undefined
        ? held
        : { ...held, tries: { ...held.tries, [pin]: triesLeft } };
    this.#shown.show({ at: 'held', held: counted, stage: undefined, problem });
  }

  async #triesOn(transport: Transport): Promise<TriesLeft> {
    const card = openCard(transport);
    const tries: { [pin in PhonePin]?: number } = {};
    for (const pin of this.#pins) tries[pin] = await card.triesLeft(pin);
    const blocked = this.#pins.find((pin) => tries[pin] === 0);
    if (blocked !== undefined) throw new PhoneError('card/pin-blocked', 'no try left', { pin: blocked });
    return tries;
  }

  async #with<T>(
    { card, reader }: Pick<InHand, 'card' | 'reader'>,
    use: (transport: Transport) => Promise<T>,
  ): Promise<T> {
    this.#away = new AbortController();
    const { signal: away } = this.#away;
    const { patience } = this.#world;
    return withCard({ reader: this.#reader(reader), patience, away }, card.id, use);
  }

  #reader(id: ReaderId): CardReader {
    const reader = this.readers.find((one) => one.id === id) ?? this.readers[0];
    if (reader === undefined) throw new RangeError('no card reader at all');
    return reader;
  }
}
