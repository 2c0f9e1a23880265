import { PkiError } from '../error.ts';
import { Rows } from './rows.ts';

const CAPACITY_FIRST = 1024;

/** A list that says it is long gets no more room before its entries are there: who says so has signed nothing yet. */
const CAPACITY_CLAIMED = 1 << 16;

/** A serial number of eight octets, a time, a reason. */
const ENTRY_USUAL = 41;

/** Collects the entries of a CRL, one set of rows for each length of serial number. */
export class EntrySink {
  readonly #rows: (Rows | undefined)[] = new Array(21).fill(undefined);
  readonly #entriesMax: number;
  #count = 0;
  #expected = CAPACITY_FIRST;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  /** How many octets of entries are to come, as the list says: rows grow to that, and beyond it only if there are more. */
  expect(octets: number): void {
    this.#expected = Math.max(Math.min(Math.ceil(octets / ENTRY_USUAL), this.#entriesMax), CAPACITY_FIRST);
  }

  /** The serial number's magnitude has `octets` octets from `start` on, the first of them not zero. */
  take(bytes: Uint8Array, start: number, octets: number, date: number, reason: number): void {
    if (this.#count >= this.#entriesMax)
      throw new PkiError('pki/budget', 'CRL with more entries than allowed');
    this.#rowsFor(octets).add(bytes, start, date, reason);
    this.#count += 1;
  }

  /** Rows of this length with room for entries, so that whoever reads many alike writes them there; undefined before the first. */
  rows(octets: number): Rows | undefined {
    return this.#rows[octets];
  }

  /** How many more entries are allowed. */
  get left(): number {
    return this.#entriesMax - this.#count;
  }

  /** So many entries were written into {@link rows}. */
  taken(rows: Rows, count: number): void {
    rows.count += count;
    this.#count += count;
  }

  /** Hands the rows over, the shortest serial numbers first, and forgets them: whoever sorts them frees them. */
  release(): Rows[] {
    const rows = this.#rows.filter((one) => one !== undefined);
    this.#rows.fill(undefined);
    return rows;
  }

  #rowsFor(octets: number): Rows {
    const known = this.#rows[octets];
    if (known !== undefined) return known;
    const made = new Rows(octets, Math.min(this.#expected, CAPACITY_CLAIMED), this.#expected);
    this.#expected = CAPACITY_FIRST;
    this.#rows[octets] = made;
    return made;
  }
}
