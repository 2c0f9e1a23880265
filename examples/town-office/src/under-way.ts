/** Work under way: whoever asks for the same thing meanwhile waits for the same answer, and nothing is done twice. */
export class UnderWay<Key extends object, Value> {
  readonly #work = new Map<Key, Promise<Value>>();

  /** What is being done for this, if anything is. */
  find(key: Key): Promise<Value> | undefined {
    return this.#work.get(key);
  }

  run(key: Key, work: () => Promise<Value>): Promise<Value> {
    const found = this.#work.get(key);
    if (found !== undefined) return found;
    const started = work().finally(() => this.#work.delete(key));
    this.#work.set(key, started);
    return started;
  }
}
