/**
 * Digits while they are typed. They are kept as bytes in one place that is overwritten, never as a string and never
 * in a component's state; components learn only how many there are.
 */
export class PinEntry {
  readonly #digits: Uint8Array<ArrayBuffer>;
  #count = 0;

  constructor(length: number) {
    this.#digits = new Uint8Array(length);
  }

  get count(): number {
    return this.#count;
  }

  get complete(): boolean {
    return this.#count === this.#digits.length;
  }

  /** Adds one digit, 0 to 9; ignored when all are there. */
  add(digit: number): void {
    if (this.complete || !Number.isInteger(digit) || digit < 0 || digit > 9) return;
    this.#digits[this.#count] = 0x30 + digit;
    this.#count += 1;
  }

  remove(): void {
    if (this.#count === 0) return;
    this.#count -= 1;
    this.#digits[this.#count] = 0;
  }

  clear(): void {
    this.#digits.fill(0);
    this.#count = 0;
  }

  /** Hands the digits over as ASCII bytes and forgets them. The receiver overwrites its copy after use. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#digits.slice(0, this.#count);
    this.clear();
    return taken;
  }
}
