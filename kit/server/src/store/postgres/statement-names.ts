import { STATEMENT_CACHE_LIMIT } from '../statement.ts';

/**
 * Names under which a connection keeps statements prepared. A name is never given to a second text; texts beyond
 * the limit stay nameless and are parsed each time.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();

  nameOf(statement: string): string | undefined {
    const known = this.#names.get(statement);
    if (known !== undefined || this.#names.size >= STATEMENT_CACHE_LIMIT) return known;
    const name = `kazasu_${this.#names.size + 1}`;
    this.#names.set(statement, name);
    return name;
  }
}
