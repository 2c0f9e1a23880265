import type { Pins } from '../../headless/index.ts';

/**
 * The PINs between the pad and the card. A card that slips away needs them again, so each attempt gets copies, and
 * the originals are overwritten when they are wrong, no longer needed, or the page goes away.
 */
export class PinKeeper {
  #authentication: Uint8Array | undefined;
  #text: Uint8Array | 'same' | undefined;

  set(pin: 'authentication' | 'text', digits: Uint8Array): void {
    this.forget(pin);
    if (pin === 'authentication') this.#authentication = digits;
    else this.#text = digits;
  }

  /** The second PIN is the first one; also after the first has been corrected. */
  setTextToSame(): void {
    this.forget('text');
    this.#text = 'same';
  }

  has(pin: 'authentication' | 'text'): boolean {
    const held = pin === 'authentication' ? this.#authentication : this.#text;
    return held !== undefined;
  }

  /** Fresh copies for one attempt, which overwrites them. Undefined when the first PIN is not there. */
  copies(): Pins | undefined {
    const authentication = this.#authentication?.slice();
    if (authentication === undefined) return undefined;
    const text = this.#text === 'same' ? authentication.slice() : this.#text?.slice();
    return { authentication, text };
  }

  /** Forgetting the first PIN keeps the wish that the second be the same. */
  forget(pin: 'authentication' | 'text'): void {
    if (pin === 'authentication') {
      this.#authentication?.fill(0);
      this.#authentication = undefined;
    } else {
      if (this.#text instanceof Uint8Array) this.#text.fill(0);
      this.#text = undefined;
    }
  }

  forgetAll(): void {
    this.forget('authentication');
    this.forget('text');
  }
}
