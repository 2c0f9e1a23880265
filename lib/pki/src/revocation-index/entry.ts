import { DER } from '@kazasu/bytes';
import { entryIsUnderstood, readEntry } from '../crl/entry.ts';
import { EntryCursor } from '../crl/entry-cursor.ts';
import { PkiError } from '../error.ts';
import { storedSeconds, UTC_TIME_HEADER, utcSeconds } from './calendar.ts';
import type { EntrySink } from './entry-sink.ts';
import { REMOVED_CODE, reasonCode } from './reason.ts';

/** `30 0c 30 0a 06 03 55 1d 15 04 03 0a 01 nn`: a reason and nothing else. */
const REASON_OCTETS = 14;
const REASON_WORDS = [0x300c300a, 0x0603551d, 0x1504030a] as const;

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
 * Reads the whole entry between `at` and `end` into the sink. Nearly every entry of every list is a serial number, a
 * UTCTime and perhaps a reason: that one is read here, word by word; any other goes to the reader of the `crl` folder, whose
 * judgement is the same and whose errors are the ones thrown.
 */
export function takeEntry(bytes: Uint8Array, view: DataView, at: number, end: number, sink: EntrySink): void {
  const serialOctets = bytes[at + 3] as number;
  const time = at + 4 + serialOctets;
  const rest = end - time - 15;
  // A length of one octet, the identifiers, and nothing left over but perhaps a reason.
  const usual =
    bytes[at] === DER.sequence &&
    (bytes[at + 1] as number) < 0x80 &&
    bytes[at + 2] === DER.integer &&
    serialOctets < 0x15 &&
    (rest === 0 || rest === REASON_OCTETS);
  if (!usual) {
    takeUnusual(bytes, at, end, sink);
    return;
  }
  const reason = rest === 0 ? 0 : reasonAlone(bytes, view, time + 15);
  const first = bytes[at + 4] as number;
  const positive = serialOctets > 0 && first > 0 && first < 0x80;
  if (!positive || reason < 0 || view.getUint16(time) !== UTC_TIME_HEADER || bytes[time + 14] !== 0x5a) {
    takeUnusual(bytes, at, end, sink);
    return;
  }
  const date = utcSeconds(view, time + 2);
  if (date < 0) takeUnusual(bytes, at, end, sink);
  else if (serialOctets === 8) sink.takeEight(view.getInt32(at + 4), view.getInt32(at + 8), date, reason);
  else sink.take(bytes, at + 4, serialOctets, date, reason);
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

function takeUnusual(bytes: Uint8Array, at: number, end: number, sink: EntrySink): void {
  const cursor = new EntryCursor(bytes, at, end);
  cursor.next();
  if (!entryIsUnderstood(cursor, KIND)) {
    throw new PkiError('pki/crl', 'entry of an indirect or delta CRL, or critical and not understood');
  }
  const { revokedAt, reason } = readEntry(cursor);
  if (cursor.negative) return; // about no certificate
  const { serialStart, serialEnd } = cursor;
  sink.take(bytes, serialStart, serialEnd - serialStart, storedSeconds(revokedAt), reasonCode(reason));
}
