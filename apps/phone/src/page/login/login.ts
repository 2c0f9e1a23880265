import type { BoxCard, CardReader, ReaderId } from './card-reader.ts';
import { chooseReader, takeCard, toCards } from './cards.ts';
import { abandon, decide, extend, goBack, leave } from './deciding.ts';
import { Desk } from './desk.ts';
import { hold } from './holding.ts';
import { renew } from './matching.ts';
import { start, takeOver } from './opening.ts';
import type { Problem, Screen } from './screen-state.ts';
import { back, comeBack, forgetTyped, stay } from './stepping.ts';
import { depthOf } from './steps.ts';
import { answerLastTry, enterPin } from './typing.ts';
import type { LoginWorld } from './world.ts';

/**
 * One login or signature from the link to the end: everything that a person can do. A step that cannot be taken on the present
 * screen is ignored.
 */
export class Login {
  readonly #desk: Desk;
  #hiddenAt = 0;

  constructor(world: LoginWorld) {
    this.#desk = new Desk(world);
  }

  /** What is to be seen. */
  readonly screen = (): Screen => this.#desk.shown();
  readonly subscribe = (listener: () => void): (() => void) => this.#desk.subscribe(listener);

  readonly readers = (): readonly CardReader[] => this.#desk.world.readers();

  /** Milliseconds since 1970 by the provider's clock, which the times in a transaction go by. */
  now(): number {
    return this.#desk.now();
  }

  start(code: string | 'invalid' | undefined): Promise<void> {
    return start(this.#desk, code);
  }

  /** The code of the link that was started with, as long as it may still be used. */
  unusedCode(): string | undefined {
    return this.#desk.code;
  }

  takeOver(): Promise<void> {
    return takeOver(this.#desk);
  }

  async retry(): Promise<void> {
    if (this.#desk.screen.at === 'ended') await start(this.#desk, this.#desk.code);
  }

  renewDigits(): Promise<void> {
    return renew(this.#desk);
  }

  toCards(problem?: Problem): Promise<void> {
    return toCards(this.#desk, problem);
  }

  chooseReader(id: ReaderId): Promise<void> {
    return chooseReader(this.#desk, id);
  }

  takeCard(card: BoxCard): Promise<void> {
    return takeCard(this.#desk, card);
  }

  enterPin(digits: Uint8Array | 'same'): void {
    enterPin(this.#desk, digits);
  }

  answerLastTry(use: boolean): void {
    answerLastTry(this.#desk, use);
  }

  hold(): Promise<void> {
    return hold(this.#desk);
  }

  takeAway(): void {
    this.#desk.takeAway();
  }

  decide(agree: boolean): Promise<void> {
    return decide(this.#desk, agree);
  }

  extend(): Promise<boolean> {
    return extend(this.#desk);
  }

  /** The time is over by this device's clock; the provider knows for sure. */
  expire(): Promise<void> {
    return this.#desk.refresh();
  }

  stay(): void {
    stay(this.#desk);
  }

  goBack(): void {
    goBack(this.#desk);
  }

  leave(): void {
    leave(this.#desk);
  }

  /** For when somebody else begins with the app. */
  abandon(): Promise<void> {
    return abandon(this.#desk);
  }

  /** One step back; false where there is none. */
  back(): boolean {
    return back(this.#desk);
  }

  /** How many steps back there are: what the history of the browser has to hold. */
  depth(): ReturnType<typeof depthOf> {
    return depthOf(this.#desk.screen);
  }

  /** Nobody looks at the page, or somebody does again. */
  async look(visible: boolean): Promise<void> {
    const { now } = this.#desk.world;
    if (visible) return comeBack(this.#desk, now() - this.#hiddenAt);
    this.#hiddenAt = now();
    this.#desk.hidden = true;
  }

  /** The page goes away, or is kept for the back button: nothing typed stays behind, and nothing of the person is seen. */
  forget(): void {
    this.#hiddenAt = this.#desk.world.now();
    this.#desk.hidden = true;
    forgetTyped(this.#desk);
  }

  /** The network is there again: what was signed goes off by itself. */
  async online(): Promise<void> {
    const { screen } = this.#desk;
    if (screen.at === 'hold' && screen.signed && screen.stage === undefined) await hold(this.#desk);
  }
}
