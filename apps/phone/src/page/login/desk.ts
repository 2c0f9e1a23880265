import type { Transport } from '@kazasu/card';
import {
  PhoneError,
  type PhonePin,
  resumeTransaction,
  type SignedProof,
  type Transaction,
} from '../../headless/index.ts';
import { Observed } from '../observed.ts';
import type { CardReader, ReaderId } from './card-reader.ts';
import { endedScreen, screenFor, stateOf } from './next-screen.ts';
import { PinKeeper } from './pin-keeper.ts';
import { problemOf } from './problem-of.ts';
import { type Held, isPersonal, type Problem, type Screen } from './screen-state.ts';
import { withCard } from './with-card.ts';
import type { LoginWorld } from './world.ts';

export type OpenCode = string | 'invalid' | undefined;

/** What the person has begun, as long as the answer to it is on the way. */
export interface Opening {
  readonly code: OpenCode;
  /** Who began it, as {@link LoginWorld.owner} said at that moment. */
  readonly mark: string | undefined;
  readonly session: string | undefined;
  readonly isCurrent: () => boolean;
}

/** What lies before the person in one login, and what every step of it works on. Holds secrets in memory only. */
export class Desk {
  readonly world: LoginWorld;
  readonly pins = new PinKeeper();
  /** The PINs whose last try the person has agreed to use. */
  readonly agreed = new Set<PhonePin>();
  /** What the card has signed and the provider has not got yet. */
  signed: SignedProof | undefined;
  /** A code that has not been used up. */
  code: OpenCode;
  opening: Opening | undefined;
  /** Who began what lies here. */
  mark: string | undefined;
  readonly #observed = new Observed<Screen>({ at: 'starting' });
  readonly subscribe = this.#observed.subscribe;
  #hidden = false;
  #turn = 0;
  /** Of the card that is at the phone, or on the way to it. */
  #away = new AbortController();
  /** How far the provider's clock is ahead of ours, and by which answer. */
  #ahead = 0;
  #timed: Transaction['view'] | undefined;
  static readonly #AWAY: Screen = { at: 'away' };

  constructor(world: LoginWorld) {
    this.world = world;
  }

  /** Where the login stands. */
  get screen(): Screen {
    return this.#observed.state();
  }

  /** What may be seen of it now. */
  readonly shown = (): Screen => (this.#hidden && isPersonal(this.screen) ? Desk.#AWAY : this.screen);

  show(screen: Screen): void {
    if ('transaction' in screen) this.#compareClocks(screen.transaction.view);
    this.#observed.show(screen);
  }

  /** The provider's time, as far as its last answer told it: this device's clock may be wrong. */
  now(): number {
    return this.world.now() + this.#ahead;
  }

  #compareClocks(view: Transaction['view']): void {
    if (view === this.#timed) return;
    this.#timed = view;
    if (view.now !== undefined) this.#ahead = view.now - this.world.now();
  }

  set hidden(hidden: boolean) {
    this.#hidden = hidden;
    this.show(this.screen);
  }

  /**
   * The person does something: an answer to what they did before no longer counts, and the card that was held for it is let go. Tells
   * whether it is still the latest.
   */
  nextTurn(): () => boolean {
    this.takeAway();
    const turn = ++this.#turn;
    return () => turn === this.#turn;
  }

  reader(id: ReaderId): CardReader {
    const reader = this.world.readers().find((one) => one.id === id);
    if (reader === undefined) throw new PhoneError('phone/box', 'no such reader');
    return reader;
  }

  async withCard<T>(
    { card, reader }: Pick<Held, 'card' | 'reader'>,
    use: (transport: Transport) => Promise<T>,
  ): Promise<T> {
    this.#away = new AbortController();
    const { signal: away } = this.#away;
    const { patience } = this.world;
    return withCard({ reader: this.reader(reader), patience, away }, card.id, use);
  }

  /** Takes the card away in the middle, as an unsteady hand does. */
  takeAway(): void {
    this.#away.abort();
  }

  /** Nothing that was typed or signed stays. */
  forget(): void {
    this.pins.forgetAll();
    this.agreed.clear();
    this.signed = undefined;
  }

  showTransaction(transaction: Transaction): void {
    const screen = screenFor(transaction);
    const { session } = this.world;
    if (this.#isKept(screen)) session.write({ token: transaction.token, mark: this.mark });
    else session.clear();
    if (stateOf(screen) === undefined) this.#close();
    this.show(screen);
  }

  /** Whatever is still under way for it, at the card too, is for nothing. */
  #close(): void {
    this.nextTurn();
    this.forget();
  }

  /** The way back of this device's browser is needed until it has been gone: a reload at the end must not lose it. */
  #isKept(screen: Screen): boolean {
    if (screen.at === 'done') return screen.transaction.view.returnUrl !== undefined;
    return screen.at !== 'ended';
  }

  /** An ended transaction leaves nothing behind; anything else may be tried again. */
  end(problem: Problem, transaction?: Transaction): void {
    if (problem.final) {
      this.world.session.clear();
      this.code = undefined;
    }
    this.#close();
    const screen = endedScreen(problem, transaction);
    this.show(screen);
    if (screen.told?.view.openedBy === 'link') void this.#learnWayBack(screen.told);
  }

  /** A refusal does not say where the browser's answer is; where things stand does. */
  async #learnWayBack(told: Transaction): Promise<void> {
    const { screen } = this;
    try {
      const now = await resumeTransaction(told.providerBase, told.token, told.fetch);
      if (this.screen === screen && screen.at === 'ended') this.show({ ...screen, told: now });
    } catch {
      // Then the browser's own page has to do.
    }
  }

  /** Where things stand at the provider: the screen stays where it fits, and is left where it does not. */
  async refresh(): Promise<void> {
    const { screen } = this;
    if (!('transaction' in screen) || stateOf(screen) === undefined) return;
    const { providerBase, token, fetch } = screen.transaction;
    try {
      const now = await resumeTransaction(providerBase, token, fetch);
      const { screen: present } = this;
      if (!('transaction' in present) || present.transaction.token !== token) return;
      if (stateOf(present) === now.view.state) this.show({ ...present, transaction: now });
      else this.showTransaction(now);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.final && this.screen === screen) this.end(problem, screen.transaction);
    }
  }
}
