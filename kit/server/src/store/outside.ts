import { AsyncLocalStorage } from 'node:async_hooks';
import { StoreError } from './store.ts';

/**
 * Notices code that runs inside a transaction but asks the store instead of the transaction's own runner. On SQLite
 * it would wait for itself for ever; on PostgreSQL it would use a second connection and see the world without its
 * own changes. One per store, so that a transaction may still use another store.
 */
export class OutsideGuard {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

  /** Throws a StoreError (`store/statement`) inside {@link enter}. */
  check(): void {
    if (this.#current.getStore()?.open === true) {
      throw new StoreError('store/statement', 'inside a transaction only its own runner may be used');
    }
  }

  async enter<T>(work: () => Promise<T>): Promise<T> {
    const scope = { open: true };
    try {
      return await this.#current.run(scope, work);
    } finally {
      // What the work has started and left behind is free again.
      scope.open = false;
    }
  }
}
