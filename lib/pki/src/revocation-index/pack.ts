import { BitWriter, bitLength, planeOctets } from './bits.ts';
import { signedDate, unsignedDate } from './calendar.ts';
import { type Header, headerOctets, type Values, writeHeader } from './format.ts';
import type { Rows } from './rows.ts';
import {
  bucketIn,
  firstSuffixWord,
  placeSection,
  type Section,
  secondSuffixWord,
  sectionOctets,
  shapeOf,
  tailOctets,
} from './section.ts';

/** What the header tells beside what is counted here. */
export type Origin = Pick<Header, 'crlDigest' | 'issuerKeyDigest' | 'head'>;

/** Writes the whole index: sorted rows, the shortest serial numbers first, in one allocation. Same input, same octets. */
export function pack(all: readonly Rows[], origin: Origin): Uint8Array {
  const sections: Section[] = [];
  let end = 0;
  let rows = 0;
  for (const one of all) {
    const section = placeSection(shapeOf(one, rows), end);
    sections.push(section);
    end += sectionOctets(section);
    rows += one.count;
  }
  const values = valuesOf(all);
  const bodyOctets = end + planeOctets(values.dateBits + values.reasonBits, rows);
  const front = headerOctets(sections.length, origin.head.length, bodyOctets);
  const file = new Uint8Array(front + bodyOctets);
  const body = new DataView(file.buffer, front);
  for (const [i, section] of sections.entries()) {
    packSection(body, section, all[i] as Rows);
    packTails(body, section, all[i] as Rows);
  }
  packValues(body, end, values, all);
  writeHeader(file, { ...origin, ...values, rows, sections, headerOctets: front, values: end, bodyOctets });
  return file;
}

function packSection(body: DataView, section: Section, { data, stride, count }: Rows): void {
  const { shift, baseHigh, baseLow, suffixes, directory, buckets } = section;
  const [firstBits, secondBits] = [Math.min(shift, 32), Math.max(shift - 32, 0)];
  const writer = new BitWriter(body, suffixes);
  let bucket = 0;
  for (let row = 0, at = 0; row < count; row += 1, at += stride) {
    const lowHere = data[at + 1] as number;
    const low = (lowHere - baseLow) | 0;
    const high = ((data[at] as number) - baseHigh - (lowHere >>> 0 < baseLow ? 1 : 0)) | 0;
    const own = bucketIn(high, low, shift);
    for (; bucket < own; bucket += 1) body.setUint32(directory + 4 * (bucket + 1), row);
    writer.write(firstSuffixWord(high, low, shift), firstBits);
    if (secondBits !== 0) writer.write(secondSuffixWord(low, shift), secondBits);
  }
  writer.end();
  for (; bucket < buckets; bucket += 1) body.setUint32(directory + 4 * (bucket + 1), count);
}

function packTails(body: DataView, { octets, tails }: Section, rows: Rows): void {
  const width = tailOctets(octets);
  if (width === 0) return;
  for (let row = 0; row < rows.count; row += 1) {
    for (let i = 0; i < width; i += 1) body.setUint8(tails + row * width + i, rows.tailOctet(row, i));
  }
}

function valuesOf(all: readonly Rows[]): Values {
  let [first, last, reason] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { data, stride, words, count } of all) {
    let [earliest, latest] = [data[words] as number, data[words] as number];
    for (let at = words; at < count * stride; at += stride) {
      const date = data[at] as number;
      if (date < earliest) earliest = date;
      if (date > latest) latest = date;
      reason |= data[at + 1] as number;
    }
    first = Math.min(first, earliest);
    last = Math.max(last, latest);
  }
  if (first > last) return { dateBase: 0, dateUnit: 1, dateBits: 0, reasonBits: 0 };
  const dateUnit = unitOf(all, first);
  const dateBits = bitLength((last - first) / dateUnit);
  return { dateBase: unsignedDate(first), dateUnit, dateBits, reasonBits: bitLength(reason) };
}

/** The greatest common divisor of the distances from the first date: a list made of days need not count seconds. */
function unitOf(all: readonly Rows[], first: number): number {
  let unit = 0;
  for (const rows of all) {
    for (let row = 0; row < rows.count && unit !== 1; row += 1) {
      let rest = rows.date(row) - first;
      while (rest !== 0) [unit, rest] = [rest, unit % rest];
    }
  }
  return Math.max(unit, 1);
}

function packValues(body: DataView, start: number, values: Values, all: readonly Rows[]): void {
  const { dateUnit, dateBits, reasonBits } = values;
  if (dateBits + reasonBits === 0) return;
  const base = signedDate(values.dateBase);
  const writer = new BitWriter(body, start);
  for (const { data, stride, words, count } of all) {
    for (let at = words; at < count * stride; at += stride) {
      const distance = (data[at] as number) - base;
      const date = dateUnit === 1 ? distance : distance / dateUnit;
      const reason = data[at + 1] as number;
      if (dateBits + reasonBits <= 32) {
        writer.write(((date << reasonBits) | reason) << (32 - dateBits - reasonBits), dateBits + reasonBits);
      } else {
        writer.write(date << (32 - dateBits), dateBits);
        writer.write(reason << (32 - reasonBits), reasonBits);
      }
    }
  }
  writer.end();
}
