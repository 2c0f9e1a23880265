import { toHex } from '@kazasu/bytes';
import { type Crl, parseCrl } from '../crl/index.ts';
import { PkiError } from '../error.ts';
import { readBits } from './bits.ts';
import { fromStoredSeconds } from './calendar.ts';
import { AIM, SectionFinder } from './find.ts';
import { type Header, readHeader } from './format.ts';
import { reasonName } from './reason.ts';

/** Longest serial number of RFC 5280 section 4.1.2.2. */
const SERIAL_MAX = 20;

/** So many look-ups wait for the memory together. */
const TOGETHER = 32;

/**
 * A CRL as an index over octets that somebody else keeps, in memory or mapped from a file. Only octets that
 * `CrlIndexer` wrote are one; it wrote them after the CRL's signature was verified. The octets must not change.
 */
export class RevocationIndex {
  /** The CRL without its entries, for the rules that judge a CRL. */
  readonly crl: Crl;
  /** Certificates listed. */
  readonly count: number;
  /** SHA-256 of the CRL that was indexed, lower-case hexadecimal. */
  readonly crlSha256: string;
  /** SHA-256 of the SubjectPublicKeyInfo whose key verified the CRL's signature, lower-case hexadecimal. */
  readonly issuerKeySha256: string;
  readonly #header: Header;
  readonly #body: DataView;
  /** By length in octets. */
  readonly #finders: readonly (SectionFinder | undefined)[];
  /** What look-ups under way keep; one batch at a time. */
  readonly #aims = new Int32Array(TOGETHER * AIM);
  readonly #starts = new Float64Array(TOGETHER);

  constructor(header: Header, file: Uint8Array) {
    this.#header = header;
    this.crl = parseCrl(new Uint8Array(header.head));
    this.count = header.rows;
    this.crlSha256 = toHex(header.crlDigest);
    this.issuerKeySha256 = toHex(header.issuerKeyDigest);
    const body = new DataView(file.buffer, file.byteOffset + header.headerOctets, header.bodyOctets);
    this.#body = body;
    const finders: (SectionFinder | undefined)[] = new Array(SERIAL_MAX + 1).fill(undefined);
    for (const section of header.sections) finders[section.octets] = new SectionFinder(body, section);
    this.#finders = finders;
  }

  /**
   * The row of a serial number, -1 if it is not listed. The number stands in `bytes` from `start` to `end`, most
   * significant octet first; zeros in front do not count. Allocates nothing.
   */
  find(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
    const from = this.#aim(bytes, start, end, 0);
    const finder = this.#finders[end - from];
    if (finder === undefined) return -1;
    finder.open(this.#aims, 0);
    return finder.search(this.#aims, 0, bytes, from);
  }

  /** The same for many numbers of `width` octets side by side: fills `rows`, and says how many are listed. */
  findMany(serials: Uint8Array, width: number, rows: Int32Array): number {
    let listed = 0;
    for (let first = 0; first < rows.length; first += TOGETHER) {
      listed += this.#findSome(serials, width, rows, first, Math.min(first + TOGETHER, rows.length));
    }
    return listed;
  }

  /** Step by step for all of them: the memory is waited for once, not once for each. */
  #findSome(serials: Uint8Array, width: number, rows: Int32Array, first: number, last: number): number {
    const [starts, aims, finders] = [this.#starts, this.#aims, this.#finders];
    for (let i = first; i < last; i += 1) {
      starts[i - first] = this.#aim(serials, i * width, (i + 1) * width, (i - first) * AIM);
    }
    for (let i = first; i < last; i += 1) {
      const octets = (i + 1) * width - (starts[i - first] as number);
      // What was read ahead is kept, or the compiler might leave the reading out.
      rows[i] = finders[octets]?.open(aims, (i - first) * AIM) ?? 0;
    }
    let listed = 0;
    for (let i = first; i < last; i += 1) {
      const start = starts[i - first] as number;
      const finder = finders[(i + 1) * width - start];
      const row = finder === undefined ? -1 : finder.search(aims, (i - first) * AIM, serials, start);
      rows[i] = row;
      if (row >= 0) listed += 1;
    }
    return listed;
  }

  /** Takes the first step for one number, and says where it begins. */
  #aim(bytes: Uint8Array, start: number, end: number, at: number): number {
    let from = start;
    while (from < end && bytes[from] === 0) from += 1;
    this.#finders[end - from]?.aim(bytes, from, this.#aims, at);
    return from;
  }

  /** Milliseconds since 1970. */
  revokedAt(row: number): number {
    const { dateBase, dateUnit, reasonBits } = this.#header;
    return fromStoredSeconds(dateBase + dateUnit * Math.floor(this.#value(row) / 2 ** reasonBits));
  }

  /** Name of the CRLReason; `unspecified` if the entry gives none. */
  reason(row: number): string {
    return reasonName(this.#value(row) % 2 ** this.#header.reasonBits);
  }

  #value(row: number): number {
    const { rows, values, dateBits, reasonBits } = this.#header;
    if (!(row >= 0 && row < rows)) throw new RangeError('no such row of the revocation index');
    return readBits(this.#body, values, dateBits + reasonBits, row);
  }
}

/**
 * Opens the octets of an index file. Torn, altered, cut off or of another version: refused (`pki/index`). Reads the
 * body once for its checksums (100 megabytes: some 20 ms), and copies none of it.
 */
export function openRevocationIndex(file: Uint8Array): RevocationIndex {
  const header = readHeader(file);
  try {
    return new RevocationIndex(header, file);
  } catch (cause) {
    throw new PkiError('pki/index', 'head of the revocation index unreadable', cause);
  }
}
