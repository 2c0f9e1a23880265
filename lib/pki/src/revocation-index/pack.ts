import { bitLength, planeOctets, writeBits } from './bits.ts';
import type { Columns } from './columns.ts';
import { type Header, headerOctets, type Values, writeHeader } from './format.ts';
import {
  bucketIn,
  firstSuffixWord,
  highWord,
  lowWord,
  octetAt,
  placeSection,
  type Section,
  secondSuffixWord,
  sectionOctets,
  shapeOf,
  tailOctets,
} from './section.ts';

/** What the header tells beside what is counted here. */
export type Origin = Pick<Header, 'crlDigest' | 'issuerKeyDigest' | 'head'>;

/** Writes the whole index: sorted columns, the shortest serial numbers first, in one allocation. Same input, same octets. */
export function pack(columns: readonly Columns[], origin: Origin): Uint8Array {
  const sections: Section[] = [];
  let end = 0;
  let rows = 0;
  for (const one of columns) {
    const section = placeSection(shapeOf(one, rows), end);
    sections.push(section);
    end += sectionOctets(section);
    rows += one.count;
  }
  const values = valuesOf(columns);
  const bodyOctets = end + planeOctets(values.dateBits + values.reasonBits, rows);
  const front = headerOctets(sections.length, origin.head.length, bodyOctets);
  const file = new Uint8Array(front + bodyOctets);
  const body = new DataView(file.buffer, front);
  for (const [i, section] of sections.entries()) packSection(body, section, columns[i] as Columns);
  packValues(body, end, values, columns);
  writeHeader(file, { ...origin, ...values, rows, sections, headerOctets: front, values: end, bodyOctets });
  return file;
}

function packSection(body: DataView, section: Section, columns: Columns): void {
  const { shift, baseHigh, baseLow, suffixes, directory, buckets, rows } = section;
  let bucket = 0;
  for (let row = 0; row < rows; row += 1) {
    const lowHere = lowWord(columns, row);
    const low = (lowHere - baseLow) | 0;
    const high = (highWord(columns, row) - baseHigh - (lowHere < baseLow ? 1 : 0)) | 0;
    const own = bucketIn(high, low, shift);
    for (; bucket < own; bucket += 1) body.setUint32(directory + 4 * (bucket + 1), row);
    const first = firstSuffixWord(high, low, shift);
    writeBits(body, suffixes, shift, row, first, secondSuffixWord(low, shift));
  }
  for (; bucket < buckets; bucket += 1) body.setUint32(directory + 4 * (bucket + 1), rows);
  packTails(body, section, columns);
}

function packTails(body: DataView, { octets, rows, tails }: Section, columns: Columns): void {
  const width = tailOctets(octets);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < width; i += 1) body.setUint8(tails + row * width + i, octetAt(columns, row, 8 + i));
  }
}

function valuesOf(columns: readonly Columns[]): Values {
  let [first, last, reason] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const { dates, reasons, count } of columns) {
    for (let row = 0; row < count; row += 1) {
      const date = dates[row] as number;
      if (date < first) first = date;
      if (date > last) last = date;
      reason |= reasons[row] as number;
    }
  }
  if (first > last) return { dateBase: 0, dateUnit: 1, dateBits: 0, reasonBits: 0 };
  const dateUnit = unitOf(columns, first);
  const dateBits = bitLength((last - first) / dateUnit);
  return { dateBase: first, dateUnit, dateBits, reasonBits: bitLength(reason) };
}

/** The greatest common divisor of the distances from the first date: a list made of days need not count seconds. */
function unitOf(columns: readonly Columns[], first: number): number {
  let unit = 0;
  for (const { dates, count } of columns) {
    for (let row = 0; row < count && unit !== 1; row += 1) {
      let rest = (dates[row] as number) - first;
      while (rest !== 0) [unit, rest] = [rest, unit % rest];
    }
  }
  return Math.max(unit, 1);
}

function packValues(body: DataView, start: number, values: Values, columns: readonly Columns[]): void {
  const { dateBase, dateUnit, dateBits, reasonBits } = values;
  const bits = dateBits + reasonBits;
  const factor = 2 ** reasonBits;
  // Dates have 32 bits at most and reasons four: what does not fit the first word is of the reason.
  const over = Math.max(bits - 32, 0);
  let index = 0;
  for (const { dates, reasons, count } of columns) {
    for (let row = 0; row < count; row += 1, index += 1) {
      const date =
        dateUnit === 1 ? (dates[row] as number) - dateBase : ((dates[row] as number) - dateBase) / dateUnit;
      const reason = reasons[row] as number;
      if (over === 0) writeBits(body, start, bits, index, (date * factor + reason) << (32 - bits), 0);
      else {
        const value = date * factor + reason;
        writeBits(body, start, bits, index, Math.floor(value / 2 ** over), reason << (32 - over));
      }
    }
  }
}
