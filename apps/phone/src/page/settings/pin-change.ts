import { newPinFormat, openCard } from '@kazasu/card';
import { PhoneError, type PhonePin } from '../../headless/index.ts';
import type { Hand } from '../card/index.ts';
import type { Problem } from '../login/index.ts';
import { Observed } from '../observed.ts';

export type ChangeStep = 'which' | 'card' | 'current' | 'next' | 'again' | 'hold' | 'done';

export interface ChangeState {
  readonly step: ChangeStep;
  readonly pin: PhonePin;
  /** What is wrong with what was typed. */
  readonly fault?: 'form' | 'different' | 'same';
  /** What the card said. */
  readonly problem?: Problem;
  /** It has been typed, it is the only try left, and the person is asked once more. */
  readonly asking: boolean;
}

/**
 * Another PIN for a card: the present one, the new one twice, hold the card. What is typed is kept as bytes in one place and
 * overwritten: when it is wrong, when it has been used, and when the page goes away.
 */
export class PinChange {
  readonly #handFor: (pins: readonly PhonePin[]) => Hand;
  readonly #typed: { current?: Uint8Array; next?: Uint8Array } = {};
  #hand: Hand | undefined;
  readonly #shown = new Observed<ChangeState>({ step: 'which', pin: 'authentication', asking: false });
  readonly state = this.#shown.state;
  readonly subscribe = this.#shown.subscribe;

  constructor(handFor: (pins: readonly PhonePin[]) => Hand) {
    this.#handFor = handFor;
  }

  /** The card in hand, from the step `card` on. */
  get hand(): Hand | undefined {
    return this.#hand;
  }

  choose(pin: PhonePin): void {
    this.forget();
    this.#hand = this.#handFor([pin]);
    this.#shown.show({ step: 'card', pin, asking: false });
  }

  cardTaken(): void {
    if (this.state().step === 'card') this.#go('current');
  }

  /** Gets the bytes and owns them. */
  enter(typed: Uint8Array): void {
    const { step, pin } = this.state();
    if (step === 'current') this.#enterCurrent(typed);
    else if (step === 'next') this.#enterNext(pin, typed);
    else if (step === 'again') this.#enterAgain(typed);
    else typed.fill(0);
  }

  /** Whether to use the only try that is left. */
  answerLastTry(use: boolean): void {
    if (!this.state().asking) return;
    if (use) this.#go('next');
    else {
      this.forget();
      this.#go('current');
    }
  }

  async hold(): Promise<void> {
    const { current, next } = this.#typed;
    const { step, pin } = this.state();
    const hand = this.#hand;
    const held = hand?.state();
    if (step !== 'hold' || hand === undefined || held?.at !== 'held') return;
    if (current === undefined || next === undefined) return this.#go('current');
    const { problem: _, ...rest } = this.state();
    this.#shown.show(rest);
    // The person was asked before the present one was taken over.
    const useLastTry = held.held.tries[pin] === 1;
    const changed = await hand.hold(async (transport, onStage) => {
      await onStage('verify');
      // A card that slips needs both again, and the reader overwrites what it is given.
      await openCard(transport)
        .changePin(pin, current.slice(), next.slice(), { useLastTry })
        .catch((error) => Promise.reject(PhoneError.fromCard(error, pin)));
      await onStage('change');
      return true;
    });
    if (changed === true) {
      this.forget();
      this.#go('done');
    } else this.#failed(hand);
  }

  /** Everything is typed anew, with the card that is in hand. */
  again(): void {
    this.forget();
    this.#go('current');
  }

  restart(): void {
    this.forget();
    this.#go('which');
  }

  /** Overwrites what was typed, and lets the card go: it is shown no PIN that was overwritten. */
  forget(): void {
    this.#hand?.takeAway();
    this.#typed.current?.fill(0);
    this.#typed.next?.fill(0);
    delete this.#typed.current;
    delete this.#typed.next;
  }

  #enterCurrent(typed: Uint8Array): void {
    this.forget();
    this.#typed.current = typed;
    const held = this.#hand?.state();
    const last = held?.at === 'held' && held.held.tries[this.state().pin] === 1;
    if (last) this.#shown.show({ ...this.state(), asking: true });
    else this.#go('next');
  }

  #enterNext(pin: PhonePin, typed: Uint8Array): void {
    const { current } = this.#typed;
    const fault = !newPinFormat(pin, typed) ? 'form' : isSame(typed, current) ? 'same' : undefined;
    if (fault !== undefined) {
      typed.fill(0);
      this.#shown.show({ ...this.state(), fault });
      return;
    }
    this.#typed.next?.fill(0);
    this.#typed.next = typed;
    this.#go('again');
  }

  #enterAgain(typed: Uint8Array): void {
    const same = isSame(typed, this.#typed.next);
    typed.fill(0);
    if (same) this.#go('hold');
    else this.#shown.show({ step: 'next', pin: this.state().pin, asking: false, fault: 'different' });
  }

  #failed(hand: Hand): void {
    const { problem } = hand.state();
    if (problem?.pin === undefined) return;
    this.forget();
    if (problem.code === 'card/pin-blocked' || problem.triesLeft === 0) {
      void hand.choose(undefined, { ...problem, code: 'card/pin-blocked' });
      this.#go('card');
    } else this.#shown.show({ step: 'current', pin: this.state().pin, asking: false, problem });
  }

  #go(step: ChangeStep): void {
    this.#shown.show({ step, pin: this.state().pin, asking: false });
  }
}

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && one.length === other.length && one.every((byte, at) => byte === other[at]);
}
