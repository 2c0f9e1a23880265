import { BytesError } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { entryOctets, takeEntry, takeUsualEntries } from './entry.ts';
import type { EntrySink } from './entry-sink.ts';
import { type Front, readFront } from './front.ts';
import { Gathered } from './gathered.ts';

/** What stands in front of the entries, and what stands behind them, may each have so many octets. */
const EDGE_MAX = 65_536;

/** Octets of an entry's identifier and length. */
const HEADER_MAX = 4;

/** Told what passes, in order and each octet once. */
export interface StreamListener {
  /** What stands in front of the entries is there. Before that nothing of the signed part is told. */
  onFront(front: Front): void;
  /** Octets of TBSCertList. Not kept: the chunk is the caller's. */
  onSigned(octets: Uint8Array): void;
}

/**
 * Reads a DER CRL from chunks of any size as they come, and keeps none of it: front and back, of a few hundred octets, are
 * kept whole; entries go into the sink. Strict as `parseCrl`; what it does not look at itself (names, extensions, the
 * signature's algorithm) is in {@link front} and {@link back} for those who do. Throws PkiError or BytesError at the
 * first octet that cannot stand there; after that the stream is of no use.
 */
export class CrlStream {
  readonly #sink: EntrySink;
  readonly #listener: StreamListener;
  /** Octets that wait for more: of the front, of an entry that a chunk cut, or of the back. */
  readonly #waiting = new Gathered();
  /** So many octets the front, or the entry, is waiting for at least. */
  #wanted = 0;
  /** Octets read so far, those that wait included. */
  #read = 0;
  #front: Front | undefined;
  readonly #back = new Gathered();

  constructor(sink: EntrySink, listener: StreamListener) {
    this.#sink = sink;
    this.#listener = listener;
  }

  feed(chunk: Uint8Array): void {
    this.#read += chunk.length;
    if (this.#front === undefined) {
      this.#takeFront(chunk);
      return;
    }
    this.#tell(this.#front, chunk, this.#read - chunk.length);
    this.#take(this.#front, chunk);
  }

  /** What stands in front of the entries, and what stands behind them. Throws if the CRL has not ended (`pki/crl`). */
  finish(): { readonly front: Front; readonly back: Uint8Array } {
    if (this.#front === undefined || this.#read < this.#front.end) {
      throw new PkiError('pki/crl', 'CRL cut off');
    }
    return { front: this.#front, back: this.#back.octets };
  }

  #takeFront(chunk: Uint8Array): void {
    this.#waiting.add(chunk);
    if (this.#waiting.length < this.#wanted) return;
    // Not kept for later: the next octets that wait stand in the same room.
    const octets = this.#waiting.octets;
    const front = readFront(octets, EDGE_MAX);
    if (typeof front === 'number') {
      this.#wanted = front;
      return;
    }
    this.#front = front;
    this.#listener.onFront(front);
    this.#tell(front, octets, 0);
    const rest = new Uint8Array(octets.subarray(front.entriesStart));
    this.#waiting.clear();
    this.#take(front, rest);
  }

  /** Passes on what belongs to the signed part; `at` is where the octets stand in the CRL. */
  #tell({ end, tbsStart, tbsEnd }: Front, octets: Uint8Array, at: number): void {
    if (at + octets.length > end) throw new BytesError('bytes/der', 'trailing data', end);
    const from = Math.max(tbsStart - at, 0);
    const to = Math.min(tbsEnd - at, octets.length);
    if (from < to) this.#listener.onSigned(octets.subarray(from, to));
  }

  /** Takes octets that follow the front. */
  #take(front: Front, octets: Uint8Array): void {
    // The octets are the last ones that were read; so many of them belong to the list of entries.
    const base = this.#read - octets.length;
    const inside = Math.min(Math.max(front.entriesEnd - base, 0), octets.length);
    if (base < front.entriesEnd) {
      const reached = this.#takeEntries(octets, inside);
      if (reached < inside) this.#waiting.add(octets.subarray(reached, inside));
      if (base + inside < front.entriesEnd) return;
      if (this.#waiting.length > 0) throw new PkiError('pki/crl', 'CRL entry longer than its list');
    }
    this.#back.add(octets.subarray(inside));
    if (this.#back.length > EDGE_MAX) throw new PkiError('pki/budget', 'end of the CRL too large');
  }

  /** Takes the entries that are whole by now; says how far into `octets` that was. */
  #takeEntries(octets: Uint8Array, end: number): number {
    let at = this.#finishWaiting(octets, end);
    const view = viewOf(octets);
    while (at < end) {
      at = takeUsualEntries(octets, view, at, end, this.#sink);
      const size = entryOctets(octets, at, end);
      if (size === 0 || at + size > end) break;
      takeEntry(octets, at, at + size, this.#sink);
      at += size;
    }
    return at;
  }

  /** Completes the entry that a chunk before cut, and copies no octet of the one behind it. */
  #finishWaiting(octets: Uint8Array, end: number): number {
    const waiting = this.#waiting;
    if (waiting.length === 0) return 0;
    let at = 0;
    // First its length, then the rest: neither is asked for twice.
    while (waiting.length < HEADER_MAX && at < end && sizeOf(waiting) === 0) {
      waiting.add(octets.subarray(at, at + 1));
      at += 1;
    }
    const size = sizeOf(waiting);
    const missing = size === 0 ? end - at : Math.min(size - waiting.length, end - at);
    waiting.add(octets.subarray(at, at + missing));
    if (size > 0 && waiting.length === size) {
      takeEntry(waiting.octets, 0, size, this.#sink);
      waiting.clear();
    }
    return at + missing;
  }
}

function sizeOf(waiting: Gathered): number {
  return entryOctets(waiting.octets, 0, waiting.length);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
