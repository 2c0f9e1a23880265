import { stopwatch } from '../clock/index.ts';
import { StoreError, type StoreErrorCode } from './store.ts';

/** Hears of every statement that went to the database: its text, how long it took, and the code of its failure. */
export type StoreWatch = (text: string, milliseconds: number, code: StoreErrorCode | undefined) => void;

/** Those who listen to one store. Without any, a statement costs nothing more. */
export class Watches {
  readonly #all: StoreWatch[] = [];

  add(watch: StoreWatch): void {
    this.#all.push(watch);
  }

  /** Runs a statement; what it throws has a code of StoreError, or none. */
  async seen<T>(text: string, work: () => Promise<T>): Promise<T> {
    if (this.#all.length === 0) return work();
    const elapsed = stopwatch();
    let code: StoreErrorCode | undefined;
    try {
      return await work();
    } catch (error) {
      code = error instanceof StoreError ? error.code : 'store/statement';
      throw error;
    } finally {
      const milliseconds = elapsed();
      for (const watch of this.#all) watch(text, milliseconds, code);
    }
  }

  /** The same for what is done at once. What is thrown without being a StoreError is tried again, and heard of then. */
  now<T>(text: string, work: () => T): T {
    if (this.#all.length === 0) return work();
    const elapsed = stopwatch();
    const tell = (code: StoreErrorCode | undefined) => {
      const milliseconds = elapsed();
      for (const watch of this.#all) watch(text, milliseconds, code);
    };
    try {
      const answer = work();
      tell(undefined);
      return answer;
    } catch (error) {
      if (error instanceof StoreError) tell(error.code);
      throw error;
    }
  }
}

/** How a store is used at this moment. On SQLite there is one connection, and whoever waits, waits for the turn. */
export interface StoreLoad {
  readonly open: number;
  readonly idle: number;
  /** The most connections that this process may hold. */
  readonly most: number;
  readonly waiting: number;
}
