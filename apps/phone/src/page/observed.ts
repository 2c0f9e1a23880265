/** A state that pages follow, as React's `useSyncExternalStore` takes it. */
export class Observed<State> {
  readonly #listeners = new Set<() => void>();
  #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  readonly state = (): State => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(state: State): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
