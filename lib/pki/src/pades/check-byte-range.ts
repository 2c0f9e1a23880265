import { asArray, type PdfDocument, type Revision } from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { PADES_BYTE_RANGE, PADES_CONTENTS } from './rules-signature.ts';
import type { SignatureDictionary } from './signature-dictionary.ts';

/** What a signature covers: everything up to `end` but the gap, which is its own value with the delimiters. */
export interface Coverage {
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
  /** The revision that it is the signature of. */
  readonly revision: number;
}

/**
 * `ByteRange` is `[0 a b c]`, the gap from a to b is the value of `Contents` and nothing else, and b + c is the end of the
 * very revision that the signature dictionary stands in.
 */
export function checkByteRange(
  signature: SignatureDictionary,
  { revisions }: PdfDocument,
): { check: Check; coverage?: Coverage } {
  const refuse = (reason: Parameters<typeof failed<keyof typeof PADES_BYTE_RANGE.reasons>>[1]) => ({
    check: failed(PADES_BYTE_RANGE, reason),
  });
  const range = signature.dictionary.get('ByteRange');
  const { contents, place } = signature;
  if (range === undefined || range === null) return refuse('missing');
  const numbers = (asArray(range) ?? []).filter(
    (n): n is number => Number.isSafeInteger(n) && (n as number) >= 0,
  );
  const [start, before, gapEnd, after] = numbers;
  if (asArray(range)?.length !== 4 || numbers.length !== 4) return refuse('malformed');
  if (start === undefined || before === undefined || gapEnd === undefined || after === undefined) {
    return refuse('malformed');
  }
  if (start !== 0) return refuse('start');
  if (contents === undefined || before !== contents.start || gapEnd !== contents.end) return refuse('gap');
  if (place === undefined || before < place.start || gapEnd > place.end) return refuse('gap');
  const end = gapEnd + after;
  const revision = revisions.findIndex((one) => endsAt(one, end));
  if (revision < 0) return refuse('end');
  if (place.start < (revisions[revision] as Revision).start) return refuse('revision');
  return {
    check: passed(PADES_BYTE_RANGE, { end, revision }),
    coverage: { gapStart: before, gapEnd, end, revision },
  };
}

/** With or without the end of line behind `%%EOF`. */
function endsAt({ endOfMark, end }: Revision, at: number): boolean {
  return at >= endOfMark && at <= end;
}

/**
 * `Contents` is one hexadecimal string of digits alone, a DER value first and only zeros behind it. Returns that value.
 */
export function checkContents(
  { contents }: SignatureDictionary,
  bytes: Uint8Array,
): { check: Check; der?: Uint8Array } {
  if (contents === undefined) return { check: failed(PADES_CONTENTS, 'missing') };
  if (!contents.hexadecimal) return { check: failed(PADES_CONTENTS, 'not-hexadecimal') };
  // No white space in which something could hide.
  if (!contents.plain || bytes[contents.start] !== 0x3c) return { check: failed(PADES_CONTENTS, 'digits') };
  const length = derLength(contents.bytes);
  if (length === undefined) return { check: failed(PADES_CONTENTS, 'empty') };
  const padding = contents.bytes.subarray(length);
  if (Buffer.compare(padding, new Uint8Array(padding.length)) !== 0) {
    return { check: failed(PADES_CONTENTS, 'padding') };
  }
  return { check: passed(PADES_CONTENTS), der: contents.bytes.subarray(0, length) };
}

/** Of the outermost SEQUENCE, header included; undefined if it is none or does not end within the octets. */
function derLength(bytes: Uint8Array): number | undefined {
  const [tag, first = 0] = bytes;
  if (tag !== 0x30) return undefined;
  const octets = first & 0x80 ? first & 0x7f : 0;
  if (first === 0x80 || octets > 4) return undefined;
  let length = octets === 0 ? first : 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[2 + i] ?? 0);
  const end = 2 + octets + length;
  return end <= bytes.length ? end : undefined;
}
