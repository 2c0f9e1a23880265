import { DER } from '@kazasu/bytes';
import { entryIsUnderstood, readEntry } from '../crl/entry.ts';
import { EntryCursor } from '../crl/entry-cursor.ts';
import { PkiError } from '../error.ts';
import { NEVER, storedDate, UTC_TIME_HEADER, utcDate } from './calendar.ts';
import type { EntrySink } from './entry-sink.ts';
import { REMOVED_CODE, reasonCode } from './reason.ts';

/** `30 0c 30 0a 06 03 55 1d 15 04 03 0a 01 nn`: a reason and nothing else. */
const REASON_OCTETS = 14;
const REASON_WORDS = [0x300c300a, 0x0603551d, 0x1504030a] as const;

/** Octets of an entry without a reason, beside its serial number. */
const PLAIN_OCTETS = 19;

/** An index knows only lists of one issuer that are complete. */
const KIND = { indirect: false, delta: false };

/**
 * Octets of the entry that begins at `at`, as far as the octets up to `end` tell: 0 if they end before its length
 * does. What is not an entry gets a length too and is refused when it is read.
 */
export function entryOctets(bytes: Uint8Array, at: number, end: number): number {
  if (at + 2 > end) return 0;
  const length = bytes[at + 1] as number;
  if (length < 0x80) return 2 + length;
  if (length === 0x81) return at + 3 > end ? 0 : 3 + (bytes[at + 2] as number);
  if (length !== 0x82)
    throw new PkiError('pki/crl', 'length of a CRL entry not DER, or longer than any entry');
  return at + 4 > end ? 0 : 4 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
}

/**
 * Reads entries as long as they are whole and of the shape of nearly every entry of every list: a serial number as long as the first
 * one's, a UTCTime and perhaps a reason. Says where it left off, which may be where it began: whatever stands there,
 * {@link takeEntry} judges.
 */
export function takeUsualEntries(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  to: number,
  sink: EntrySink,
): number {
  const octets = bytes[from + 3] as number;
  const rows = octets > 3 && octets <= 20 ? sink.rows(octets) : undefined;
  if (rows === undefined) return from;
  const { data, words, stride, count } = rows;
  const most = Math.min(rows.capacity, count + sink.left);
  const plain = headOf(octets, 0);
  const explained = headOf(octets, REASON_OCTETS);
  // As `rows.ts` lays them: up to eight octets at the right end of two words.
  const firstAt = octets <= 8 ? octets - 4 : 4;
  const secondAt = Math.min(octets, 8);
  const firstMask = octets < 8 ? (1 << (8 * (octets - 4))) - 1 : -1;
  let row = count;
  let at = from;
  while (row < most && at + octets + PLAIN_OCTETS <= to) {
    const time = at + 4 + octets;
    const head = view.getInt32(at);
    let size = octets + PLAIN_OCTETS;
    let reason = 0;
    if (head === explained && at + size + REASON_OCTETS <= to) {
      reason = reasonAlone(bytes, view, time + 15);
      size += REASON_OCTETS;
    } else if (head !== plain) break;
    const first = bytes[at + 4] as number;
    if (first === 0 || first > 0x7f || reason < 0) break;
    if (view.getInt16(time) !== UTC_TIME_HEADER || bytes[time + 14] !== 0x5a) break;
    const date = utcDate(view, time + 2);
    if (date === NEVER) break;
    const target = row * stride;
    data[target] = view.getInt32(at + firstAt) & firstMask;
    data[target + 1] = view.getInt32(at + secondAt);
    if (words > 2) copyTail(view, at + 12, octets - 8, data, target + 2);
    data[target + words] = date;
    data[target + words + 1] = reason;
    row += 1;
    at += size;
  }
  sink.taken(rows, row - count);
  return at;
}

/** Identifiers and lengths of entry and serial number, as one word. */
function headOf(octets: number, more: number): number {
  return (DER.sequence << 24) | ((octets + PLAIN_OCTETS - 2 + more) << 16) | (DER.integer << 8) | octets;
}

/** The octets of a serial number behind its first eight. Reads up to three octets of the date behind them. */
function copyTail(view: DataView, start: number, octets: number, data: Int32Array, target: number): void {
  for (let done = 0; done < octets; done += 4) {
    const over = Math.max(done + 4 - octets, 0);
    data[target + done / 4] = (view.getInt32(start + done) >>> (8 * over)) << (8 * over);
  }
}

/** The code of a reason that stands alone, -1 if something else stands there. */
function reasonAlone(bytes: Uint8Array, view: DataView, at: number): number {
  const alike =
    view.getInt32(at) === REASON_WORDS[0] &&
    view.getInt32(at + 4) === REASON_WORDS[1] &&
    view.getInt32(at + 8) === REASON_WORDS[2] &&
    bytes[at + 12] === 1;
  const code = bytes[at + 13] as number;
  return alike && code <= 10 && code !== 7 && code !== REMOVED_CODE ? code : -1;
}

/** Reads the whole entry between `at` and `end` by the reader of the `crl` folder: its judgement is the one that counts. */
export function takeEntry(bytes: Uint8Array, at: number, end: number, sink: EntrySink): void {
  const cursor = new EntryCursor(bytes, at, end);
  cursor.next();
  if (!entryIsUnderstood(cursor, KIND)) {
    throw new PkiError('pki/crl', 'entry of an indirect or delta CRL, or critical and not understood');
  }
  const { revokedAt, reason } = readEntry(cursor);
  if (cursor.negative) return; // about no certificate
  const { serialStart, serialEnd } = cursor;
  sink.take(bytes, serialStart, serialEnd - serialStart, storedDate(revokedAt), reasonCode(reason));
}
