import { PkiError } from '../error.ts';
import { Columns } from './columns.ts';

const CAPACITY_FIRST = 1024;

/** A serial number of eight octets, a time, a reason. */
const ENTRY_USUAL = 41;

/** Collects the entries of a CRL, one set of columns for each length of serial number. */
export class EntrySink {
  readonly #columns: (Columns | undefined)[] = new Array(21).fill(undefined);
  readonly #entriesMax: number;
  #count = 0;
  #capacity = CAPACITY_FIRST;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  /** How many octets of entries are to come: room that is never filled is never taken from the system. */
  expect(octets: number): void {
    this.#capacity = Math.max(Math.min(Math.ceil(octets / ENTRY_USUAL), this.#entriesMax), CAPACITY_FIRST);
  }

  /** The serial number's magnitude has `octets` octets from `start` on, the first of them not zero. */
  take(bytes: Uint8Array, start: number, octets: number, date: number, reason: number): void {
    this.#columnsFor(octets).add(bytes, start, date, reason);
  }

  /** The same for eight octets as two words. */
  takeEight(high: number, low: number, date: number, reason: number): void {
    this.#columnsFor(8).addTwoWords(high, low, date, reason);
  }

  /** Hands the columns over, the shortest serial numbers first, and forgets them: whoever sorts them frees them. */
  release(): Columns[] {
    const columns = this.#columns.filter((one) => one !== undefined);
    this.#columns.fill(undefined);
    return columns;
  }

  #columnsFor(octets: number): Columns {
    this.#count += 1;
    if (this.#count > this.#entriesMax)
      throw new PkiError('pki/budget', 'CRL with more entries than allowed');
    const known = this.#columns[octets];
    if (known !== undefined) return known;
    const made = new Columns(octets, this.#capacity);
    this.#capacity = CAPACITY_FIRST;
    this.#columns[octets] = made;
    return made;
  }
}
