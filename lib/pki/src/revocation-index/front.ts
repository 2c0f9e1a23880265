import { BytesError, DER } from '@kazasu/bytes';
import { PkiError } from '../error.ts';

/** Longer than any list that a machine could index. */
const CRL_MAX = 2 ** 33;

/** Where the parts of a CRL lie, in octets from its beginning, and what stands in front of its entries. */
export interface Front {
  /** TBSCertList with its identifier and length. */
  readonly tbsStart: number;
  readonly tbsEnd: number;
  /** The entries without the identifier and length around them; empty where there is no list. */
  readonly entriesStart: number;
  readonly entriesEnd: number;
  readonly end: number;
  /** Version to nextUpdate, as they stand. */
  readonly fields: Uint8Array;
  /** AlgorithmIdentifier inside the signed part, DER. */
  readonly algorithm: Uint8Array;
}

/** Octets end before what is wanted does: so many might help. */
class Short extends Error {
  readonly wanted: number;

  constructor(wanted: number) {
    super();
    this.wanted = wanted;
  }
}

/**
 * Finds the parts of a CRL in its first octets; if they do not reach to the first entry, how many are wanted at least. Strict about
 * lengths; what the fields say, `parseCrl` judges later. Throws BytesError `bytes/der`, PkiError `pki/crl` or `pki/budget`.
 */
export function readFront(octets: Uint8Array, max: number): Front | number {
  try {
    return new FrontReader(octets, max).read();
  } catch (error) {
    if (error instanceof Short) return error.wanted;
    throw error;
  }
}

class FrontReader {
  readonly #octets: Uint8Array;
  readonly #max: number;
  #at = 0;
  #limit = CRL_MAX;

  constructor(octets: Uint8Array, max: number) {
    this.#octets = octets;
    this.#max = max;
  }

  read(): Front {
    const end = this.#enter();
    const tbsStart = this.#at;
    const tbsEnd = this.#enter();
    const fieldsStart = this.#at;
    this.#skip(DER.integer);
    const algorithmStart = this.#at;
    this.#skip(DER.sequence);
    const algorithmEnd = this.#at;
    this.#skip(DER.sequence);
    this.#skip(DER.utcTime, DER.generalizedTime);
    if (this.#isNext(DER.utcTime) || this.#isNext(DER.generalizedTime)) this.#skip();
    const fields = new Uint8Array(this.#octets.subarray(fieldsStart, this.#at));
    const list = this.#isNext(DER.sequence);
    const entriesEnd = list ? this.#enter() : this.#at;
    if (list && entriesEnd === this.#at) throw new PkiError('pki/crl', 'empty list of entries');
    const algorithm = new Uint8Array(this.#octets.subarray(algorithmStart, algorithmEnd));
    return { tbsStart, tbsEnd, entriesStart: this.#at, entriesEnd, end, fields, algorithm };
  }

  /** Opens a SEQUENCE and says where it ends; from now on nothing may reach beyond. */
  #enter(): number {
    this.#limit = this.#header(DER.sequence);
    return this.#limit;
  }

  #skip(...tags: readonly number[]): void {
    this.#at = this.#header(...tags);
    if (this.#at > this.#max || this.#at > this.#octets.length) this.#wait(this.#at);
  }

  #isNext(tag: number): boolean {
    return this.#at < this.#limit && this.#octet(this.#at) === tag;
  }

  /** Reads identifier and length, moves behind them and says where the value ends. */
  #header(...tags: readonly number[]): number {
    const start = this.#at;
    if (start >= this.#limit) throw new BytesError('bytes/der', 'value missing', start);
    const tag = this.#octet(start);
    if (tags.length > 0 && !tags.includes(tag)) throw new BytesError('bytes/der', 'another tag', start);
    const first = this.#octet(start + 1);
    const more = first < 0x80 ? 0 : first - 0x80;
    if (first === 0x80 || more > 5) throw new BytesError('bytes/der', 'length not DER', start);
    let length = more === 0 ? first : 0;
    for (let i = 0; i < more; i += 1) length = length * 256 + this.#octet(start + 2 + i);
    if (more > 0 && length < (more === 1 ? 0x80 : 256 ** (more - 1))) {
      throw new BytesError('bytes/der', 'length not in its shortest form', start);
    }
    this.#at = start + 2 + more;
    if (length > CRL_MAX - this.#at) throw new PkiError('pki/budget', 'CRL too large');
    if (this.#at + length > this.#limit) {
      throw new BytesError('bytes/der', 'value longer than its container', start);
    }
    return this.#at + length;
  }

  #octet(at: number): number {
    if (at >= this.#octets.length) this.#wait(at + 1);
    return this.#octets[at] as number;
  }

  #wait(wanted: number): never {
    if (wanted > this.#max) throw new PkiError('pki/budget', 'front of the CRL too large');
    throw new Short(wanted);
  }
}
