/** Lets one in at a time, in the order of arrival. */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  get taken(): boolean {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  async pass<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#taken) await new Promise<void>((enter) => this.#waiting.push(enter));
    this.#taken = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed over rather than freed, so that nobody slips in between.
      if (next === undefined) this.#taken = false;
      else next();
    }
  }
}
