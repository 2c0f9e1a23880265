import type { Transport } from '@kazasu/card';
import {
  decide,
  type Fetch,
  openCodeIn,
  openTransaction,
  PhoneError,
  type ProofStage,
  pinsFor,
  proveWithCard,
  resumeTransaction,
  stagesFor,
  type Transaction,
  triesOnCard,
} from '../../headless/index.ts';
import type { BoxCard } from './card-reader.ts';
import { endedScreen, isAboutPin, isBlocked, pinScreen, screenFor, withTries } from './next-screen.ts';
import { PinKeeper } from './pin-keeper.ts';
import { problemOf } from './problem-of.ts';
import type { Held, Problem, Screen } from './screen-state.ts';
import type { Session } from './session.ts';

/** What the login needs of the world. */
export interface LoginWorld {
  readonly config: () => Promise<{ readonly providerBase: string }>;
  readonly fetch: Fetch;
  readonly session: Session;
  readonly listCards: () => Promise<readonly BoxCard[]>;
  /** Puts a card to the phone. */
  readonly openCard: (id: string) => Promise<Transport>;
  /** Leaves each stage on the screen long enough to be read. */
  readonly pause: () => Promise<void>;
}

type OpenCode = string | 'invalid' | undefined;

/** One login or signature from the link to the end. A step that cannot be taken on the present screen is ignored. */
export class Login {
  readonly #world: LoginWorld;
  readonly #pins = new PinKeeper();
  readonly #listeners = new Set<() => void>();
  #screen: Screen = { at: 'starting' };
  #transport: Transport | undefined;
  #code: OpenCode;
  /** Counts what the person does: an answer that comes after they have moved on is dropped. */
  #turn = 0;

  constructor(world: LoginWorld) {
    this.#world = world;
  }

  readonly screen = (): Screen => this.#screen;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** From the code of a link, or from what an earlier page of this tab has left. */
  async start(code: OpenCode): Promise<void> {
    const { fetch, session } = this.#world;
    this.#code = code;
    this.#show({ at: 'starting' });
    const token = session.read();
    try {
      const { providerBase } = await this.#world.config();
      if (code === 'invalid') throw new PhoneError('phone/code', 'no code in the link', { final: true });
      if (code !== undefined) {
        this.#showTransaction(await openTransaction(providerBase, code, fetch));
        // It is used up; from here on the token is what another try needs.
        this.#code = undefined;
      } else if (token === undefined) this.#show({ at: 'home' });
      else this.#showTransaction(await resumeTransaction(providerBase, token, fetch));
    } catch (error) {
      this.#end(problemOf(error));
    }
  }

  /** What somebody has pasted. */
  async startFromText(text: string): Promise<void> {
    if (this.#screen.at !== 'home') return;
    const code = openCodeIn(text);
    if (code === undefined) this.#show({ at: 'home', problem: { code: 'phone/code' } });
    else await this.start(code);
  }

  async retry(): Promise<void> {
    if (this.#screen.at === 'ended') await this.start(this.#code);
  }

  /** To the box of cards: after the confirmation, after a problem, or to take another card. */
  async toCards(problem?: Problem): Promise<void> {
    const screen = this.#screen;
    if (screen.at === 'hold' ? screen.stage !== undefined : !['confirm', 'card', 'pin'].includes(screen.at))
      return;
    if (!('transaction' in screen)) return;
    this.#pins.forgetAll();
    const turn = ++this.#turn;
    const shown = { at: 'card', transaction: screen.transaction, busy: false } as const;
    this.#show({ ...shown, cards: undefined, ...(problem && { problem }) });
    try {
      const cards = await this.#world.listCards();
      if (turn === this.#turn) this.#show({ ...shown, cards, ...(problem && { problem }) });
    } catch (error) {
      if (turn === this.#turn) this.#show({ ...shown, cards: [], problem: problemOf(error) });
    }
  }

  /** Takes a card in hand and looks how many tries its PINs have left. */
  async takeCard(card: BoxCard): Promise<void> {
    const screen = this.#screen;
    if (screen.at !== 'card' || screen.busy) return;
    const { transaction, cards } = screen;
    const turn = ++this.#turn;
    this.#show({ at: 'card', transaction, cards, busy: true });
    try {
      const tries = await this.#withCard(card, (transport) => triesOnCard(transaction, transport));
      const [first, ...rest] = pinsFor(transaction.view);
      const blocked = [first, ...rest].find((pin) => tries[pin] === 0);
      if (blocked !== undefined) throw new PhoneError('card/pin-blocked', 'no try left', { pin: blocked });
      if (turn === this.#turn) this.#show(pinScreen(transaction, { card, tries }, first));
    } catch (error) {
      const problem = problemOf(error);
      if (turn === this.#turn) this.#show({ at: 'card', transaction, cards, busy: false, problem });
    }
  }

  /** Takes over what was typed. `same`: the second PIN is the one typed just before. */
  enterPin(digits: Uint8Array | 'same'): void {
    const screen = this.#screen;
    if (screen.at !== 'pin') return;
    const { transaction, held, pin } = screen;
    if (digits !== 'same') this.#pins.set(pin, digits);
    else if (screen.sameOffered) this.#pins.setTextToSame();
    const next = pinsFor(transaction.view).find((one) => !this.#pins.has(one));
    if (next !== undefined) this.#show(pinScreen(transaction, held, next));
    else this.#show({ at: 'hold', transaction, held, stage: undefined });
  }

  /** Holds the card to the phone until the proof has been accepted. A card that slips may be held again. */
  async hold(): Promise<void> {
    const screen = this.#screen;
    if (screen.at !== 'hold' || screen.stage !== undefined) return;
    const { transaction, held } = screen;
    const pins = this.#pins.copies(pinsFor(transaction.view));
    if (pins === undefined) return;
    const turn = ++this.#turn;
    const onStage = async (stage: ProofStage) => {
      if (turn === this.#turn) this.#show({ at: 'hold', transaction, held, stage });
      await this.#world.pause();
    };
    const [stage] = stagesFor(transaction.view);
    this.#show({ at: 'hold', transaction, held, stage });
    // Typing the PIN below the warning was the consent to use the last try.
    const { tries } = held;
    const lastTry = {
      authentication: tries.authentication === 1,
      signature: tries.signature === 1,
      text: tries.text === 1,
    };
    try {
      const proved = await this.#withCard(held.card, (transport) =>
        proveWithCard({ transaction, transport, pins, lastTry, onStage }),
      );
      this.#pins.forgetAll();
      if (turn === this.#turn) this.#showTransaction(proved);
    } catch (error) {
      if (turn === this.#turn) await this.#afterFailedHold(transaction, held, problemOf(error));
    }
  }

  /** Takes the card away in the middle, as an unsteady hand does. */
  async takeAway(): Promise<void> {
    await this.#transport?.close();
  }

  async decide(agree: boolean): Promise<void> {
    const screen = this.#screen;
    if (!('transaction' in screen) || screen.at === 'done') return;
    if (screen.at === 'handover' ? screen.busy : agree) return;
    this.#pins.forgetAll();
    this.#turn += 1;
    const { transaction } = screen;
    if (screen.at === 'handover') this.#show({ at: 'handover', transaction, busy: true });
    await this.takeAway();
    try {
      this.#showTransaction(await decide(transaction, agree));
    } catch (error) {
      const problem = problemOf(error);
      if (screen.at !== 'handover' || problem.final) this.#end(problem, transaction);
      else this.#show({ at: 'handover', transaction, busy: false, problem });
    }
  }

  /** The page goes away: nothing typed stays behind. */
  forget(): void {
    this.#pins.forgetAll();
  }

  leave(): void {
    this.forget();
    this.#world.session.clear();
    this.#code = undefined;
    this.#show({ at: 'home' });
  }

  async #withCard<T>(card: BoxCard, use: (transport: Transport) => Promise<T>): Promise<T> {
    let transport: Transport | undefined;
    try {
      transport = await this.#world.openCard(card.id);
      this.#transport = transport;
      return await use(transport);
    } catch (error) {
      throw PhoneError.fromCard(error);
    } finally {
      this.#transport = undefined;
      await transport?.close();
    }
  }

  async #afterFailedHold(transaction: Transaction, held: Held, problem: Problem): Promise<void> {
    if (problem.final) {
      this.#end(problem, transaction);
    } else if (isBlocked(problem)) {
      this.#show({ at: 'hold', transaction, held, stage: undefined });
      await this.toCards({ ...problem, code: 'card/pin-blocked' });
    } else if (isAboutPin(problem)) {
      this.#pins.forget(problem.pin);
      const counted = withTries(held, problem.pin, problem.triesLeft);
      this.#show(pinScreen(transaction, counted, problem.pin, problem));
    } else {
      this.#show({ at: 'hold', transaction, held, stage: undefined, problem });
    }
  }

  #showTransaction(transaction: Transaction): void {
    const screen = screenFor(transaction);
    if (screen.at === 'done' || screen.at === 'ended') this.#world.session.clear();
    else this.#world.session.write(transaction.token);
    this.#show(screen);
  }

  /** An ended transaction leaves nothing behind; anything else may be tried again. */
  #end(problem: Problem, transaction?: Transaction): void {
    if (problem.final) this.#world.session.clear();
    this.#pins.forgetAll();
    this.#show(endedScreen(problem, transaction));
  }

  #show(screen: Screen): void {
    this.#screen = screen;
    for (const listener of this.#listeners) listener();
  }
}
