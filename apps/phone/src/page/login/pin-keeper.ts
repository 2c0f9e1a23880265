import type { PhonePin, Pins } from '../../headless/index.ts';

/**
 * The PINs and the password between the pad and the card. A card that slips away needs them again, so each attempt gets
 * copies, and the originals are overwritten when they are wrong, no longer needed, or the page goes away.
 */
export class PinKeeper {
  readonly #typed = new Map<PhonePin, Uint8Array>();
  /** The text PIN is the authentication PIN; also after that one has been corrected. */
  #textIsSame = false;

  set(pin: PhonePin, digits: Uint8Array): void {
    this.forget(pin);
    this.#typed.set(pin, digits);
  }

  setTextToSame(): void {
    this.forget('text');
    this.#textIsSame = true;
  }

  has(pin: PhonePin): boolean {
    return this.#typed.has(pin) || (pin === 'text' && this.#textIsSame);
  }

  /** Fresh copies for one attempt, which overwrites them. Undefined when one of these is not there. */
  copies(needed: readonly PhonePin[]): Pins | undefined {
    const copies: { [pin in PhonePin]?: Uint8Array } = {};
    for (const pin of needed) {
      const source = pin === 'text' && this.#textIsSame ? 'authentication' : pin;
      const typed = this.#typed.get(source);
      if (typed === undefined) {
        for (const copy of Object.values(copies)) copy.fill(0);
        return undefined;
      }
      copies[pin] = typed.slice();
    }
    return copies;
  }

  /** Forgetting the authentication PIN keeps the wish that the other be the same. */
  forget(pin: PhonePin): void {
    this.#typed.get(pin)?.fill(0);
    this.#typed.delete(pin);
    if (pin === 'text') this.#textIsSame = false;
  }

  forgetAll(): void {
    for (const pin of ['authentication', 'signature', 'text'] as const) this.forget(pin);
  }
}
