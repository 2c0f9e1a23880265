import { DER } from '@kazasu/bytes';
import { PkiError } from '../error.ts';

/**
 * Walks the entries of a CRL (RFC 5280 section 5.1.2.6) without making an object for any of them: the lists of
 * a nation have millions. After {@link next} the fields say where in `bytes` the current entry's parts lie.
 * Every entry is checked to be DER of the right shape (`pki/crl`); its extensions are the reader's business.
 */
export class EntryCursor {
  readonly bytes: Uint8Array;
  readonly #end: number;
  #offset: number;
  #content = 0;
  #contentEnd = 0;
  /** Content octets of the serial number, sign octet left out. */
  serialStart = 0;
  serialEnd = 0;
  /** A number below zero, as some authorities once gave (RFC 5280 section 4.1.2.2): no certificate read here bears it. */
  negative = false;
  /** The revocation date, with its identifier octet. */
  timeStart = 0;
  timeEnd = 0;
  /** The entry's extensions as a SEQUENCE; empty range if it has none. */
  extensionsStart = 0;
  entryEnd = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.#offset = start;
    this.#end = end;
  }

  /** Moves to the next entry; false at the end. */
  next(): boolean {
    if (this.#offset >= this.#end) return false;
    this.#header(this.#offset, DER.sequence, this.#end);
    const inside = this.#content;
    this.entryEnd = this.#contentEnd;
    this.#readSerial(inside);
    this.#readTime(this.serialEnd);
    this.extensionsStart = this.timeEnd;
    if (this.timeEnd < this.entryEnd) {
      this.#header(this.timeEnd, DER.sequence, this.entryEnd);
      if (this.#contentEnd !== this.entryEnd || this.#content === this.#contentEnd) {
        throw new PkiError('pki/crl', 'CRL entry with trailing data or empty extensions');
      }
    }
    this.#offset = this.entryEnd;
    return true;
  }

  /** Whether the current entry is about this serial number (magnitude, no sign octet). */
  isAbout(serial: Uint8Array): boolean {
    if (this.negative || this.serialEnd - this.serialStart !== serial.length) return false;
    for (let i = 0; i < serial.length; i++) {
      if (this.bytes[this.serialStart + i] !== serial[i]) return false;
    }
    return true;
  }

  #readSerial(at: number): void {
    this.#header(at, DER.integer, this.entryEnd);
    const start = this.#content;
    const length = this.#contentEnd - start;
    const first = this.bytes[start] as number;
    const second = this.bytes[start + 1] as number;
    const padded =
      first === 0 ? length === 1 || second < 0x80 : first === 0xff && length > 1 && second >= 0x80;
    if (length < 1 || length > 20 || padded) {
      throw new PkiError('pki/serial', 'serial number of a CRL entry zero, padded or too long');
    }
    this.negative = first >= 0x80;
    this.serialStart = first === 0 ? start + 1 : start;
    this.serialEnd = this.#contentEnd;
  }

  /** Digits and a Z of the right number; whether the calendar has that day is looked at when it matters. */
  #readTime(at: number): void {
    const tag = this.bytes[at] as number;
    const digits = tag === DER.utcTime ? 12 : tag === DER.generalizedTime ? 14 : 0;
    const start = at + 2;
    const end = start + digits + 1;
    let well = digits > 0 && end <= this.entryEnd && this.bytes[at + 1] === digits + 1;
    for (let i = start; well && i < end - 1; i++) {
      const octet = this.bytes[i] as number;
      well = octet >= 0x30 && octet <= 0x39;
    }
    if (!well || this.bytes[end - 1] !== 0x5a) {
      throw new PkiError('pki/crl', 'revocation date of a CRL entry not a time of RFC 5280');
    }
    this.timeStart = at;
    this.timeEnd = end;
  }

  /** Reads identifier and length at `at`; the value must end before `limit`. Entries are short: two octets of length at most. */
  #header(at: number, tag: number, limit: number): void {
    if (at + 2 > limit || this.bytes[at] !== tag) throw new PkiError('pki/crl', 'CRL entry of wrong shape');
    let length = this.bytes[at + 1] as number;
    let content = at + 2;
    if (length === 0x81) {
      length = this.bytes[content++] ?? 0;
      if (length < 0x80) throw new PkiError('pki/crl', 'length in a CRL entry not in its shortest form');
    } else if (length === 0x82) {
      length = ((this.bytes[content] ?? 0) << 8) | (this.bytes[content + 1] ?? 0);
      content += 2;
      if (length < 0x100) throw new PkiError('pki/crl', 'length in a CRL entry not in its shortest form');
    } else if (length >= 0x80) {
      throw new PkiError('pki/crl', 'length in a CRL entry not DER, or longer than any entry');
    }
    if (content + length > limit) throw new PkiError('pki/crl', 'CRL entry longer than its list');
    this.#content = content;
    this.#contentEnd = content + length;
  }
}
