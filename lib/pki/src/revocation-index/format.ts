import { equal, toUtf8 } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { PkiError } from '../error.ts';
import { BITS_MAX, planeOctets } from './bits.ts';
import { checksum } from './checksum.ts';
import { placeSection, type Section, sectionOctets } from './section.ts';

/**
 * The file: header, then body, every number big-endian. Offsets in octets.
 *
 *     header   0  magic                     body   for each section, from the shortest serial numbers on:
 *              8  version                            directory   (buckets + 1) × 4
 *             12  length of the header               suffixes    rows × shift bits, and 8 octets of margin
 *             16  length of the body                 tails       rows × (octets − 8)
 *             20  rows                             values        rows × (date and reason bits), and margin
 *             24  date base, unit, bits; reason bits
 *             40  octets of the head, count of sections, count of checksums; four octets of zero
 *             56  SHA-256 of the CRL, of the issuer's SubjectPublicKeyInfo
 *            120  sections of 32 octets; the head (the CRL without its entries, DER); checksums of 4 octets
 *             …   SHA-256 of the header up to here
 */
const MAGIC: Uint8Array = toUtf8('KZSRVIDX');
export const VERSION = 2;
const FIXED = 120;
const SECTION = 32;
const DIGEST = 32;

/** The body's part that one checksum covers. */
export const BLOCK = 1 << 20;

/** A header has a few kilobytes: a CRL's head is bounded, and so is the count of lengths that serial numbers have. */
const HEADER_MAX = 1 << 20;

export interface Values {
  /** Seconds since 1950 of the earliest date. */
  readonly dateBase: number;
  /** Every date is the base and a multiple of so many seconds. */
  readonly dateUnit: number;
  readonly dateBits: number;
  readonly reasonBits: number;
}

/** What the header says. Digests have 32 octets. */
export interface Header extends Values {
  readonly rows: number;
  readonly crlDigest: Uint8Array;
  readonly issuerKeyDigest: Uint8Array;
  /** The CRL without its entries, DER. */
  readonly head: Uint8Array;
  readonly sections: readonly Section[];
  /** Octets of the header, and where the values begin in the body. */
  readonly headerOctets: number;
  readonly values: number;
  readonly bodyOctets: number;
}

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function headerOctets(sections: number, head: number, body: number): number {
  return FIXED + SECTION * sections + head + 4 * Math.ceil(body / BLOCK) + DIGEST;
}

/** Writes the header in front of a finished body; `file` is both, and its front is still empty. */
export function writeHeader(file: Uint8Array, header: Header): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const body = file.subarray(header.headerOctets);
  file.set(MAGIC);
  const { dateBase, dateUnit, dateBits, reasonBits, head, sections, rows } = header;
  const blocks = Math.ceil(body.length / BLOCK);
  const numbers = [VERSION, header.headerOctets, body.length, rows, dateBase, dateUnit];
  for (const [i, number] of [
    ...numbers,
    dateBits,
    reasonBits,
    head.length,
    sections.length,
    blocks,
  ].entries()) {
    view.setUint32(8 + 4 * i, number);
  }
  file.set(header.crlDigest, 56);
  file.set(header.issuerKeyDigest, 88);
  let at = FIXED;
  for (const { octets, rows: count, firstRow, shift, baseHigh, baseLow, buckets } of sections) {
    for (const [i, number] of [octets, count, firstRow, shift, baseHigh, baseLow, buckets].entries()) {
      view.setUint32(at + 4 * i, number);
    }
    at += SECTION;
  }
  file.set(head, at);
  at += head.length;
  for (let block = 0; block < blocks; block += 1, at += 4) view.setUint32(at, blockSum(body, block));
  file.set(sha256(file.subarray(0, at)), at);
}

function blockSum(body: Uint8Array, block: number): number {
  return checksum(body.subarray(block * BLOCK, (block + 1) * BLOCK));
}

/** Reads a whole file; anything but exactly what {@link writeHeader} writes is refused (`pki/index`). */
export function readHeader(file: Uint8Array): Header {
  if (file.length < FIXED + DIGEST || !equal(file.subarray(0, 8), MAGIC)) refuse('not a revocation index');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const number = (index: number) => view.getUint32(8 + 4 * index);
  if (number(0) !== VERSION) refuse('revocation index of another version');
  const length = number(1);
  const [bodyOctets, rows, headOctets, sectionCount] = [2, 3, 8, 9].map(number) as [
    number,
    number,
    number,
    number,
  ];
  if (length > HEADER_MAX || length > file.length) refuse('revocation index cut off');
  const digestAt = length - DIGEST;
  if (!equal(sha256(file.subarray(0, digestAt)), file.subarray(digestAt, length))) {
    refuse('header of the revocation index altered');
  }
  if (file.length !== length + bodyOctets) refuse('revocation index cut off, or longer than it says');
  if (length !== headerOctets(sectionCount, headOctets, bodyOctets)) refuse('header of impossible length');
  const values = { dateBase: number(4), dateUnit: number(5), dateBits: number(6), reasonBits: number(7) };
  const { sections, end } = readSections(view, sectionCount);
  const bits = values.dateBits + values.reasonBits;
  const listed = sections.reduce((sum, section) => sum + section.rows, 0);
  if (bits > BITS_MAX || listed !== rows || end + planeOctets(bits, rows) !== bodyOctets) {
    refuse('parts of the revocation index do not fit together');
  }
  const headStart = FIXED + SECTION * sectionCount;
  requireSums(view, headStart + headOctets, file.subarray(length));
  return {
    ...values,
    rows,
    crlDigest: file.subarray(56, 88),
    issuerKeyDigest: file.subarray(88, 120),
    head: file.subarray(headStart, headStart + headOctets),
    sections,
    headerOctets: length,
    values: end,
    bodyOctets,
  };
}

function readSections(view: DataView, count: number): { sections: Section[]; end: number } {
  const sections: Section[] = [];
  let end = 0;
  let firstRow = 0;
  let shortest = 1;
  for (let index = 0; index < count; index += 1) {
    const field = (i: number) => view.getUint32(FIXED + SECTION * index + 4 * i);
    const shape = { octets: field(0), rows: field(1), firstRow: field(2), shift: field(3) };
    const base = { baseHigh: field(4), baseLow: field(5), buckets: field(6) };
    const { octets, rows, shift } = shape;
    const fits = octets >= shortest && octets <= 20 && rows > 0 && shift <= BITS_MAX;
    if (!fits || shape.firstRow !== firstRow || base.buckets < 1) refuse('impossible section');
    const section = placeSection({ ...shape, ...base }, end);
    sections.push(section);
    end += sectionOctets(section);
    firstRow += rows;
    shortest = octets + 1;
  }
  return { sections, end };
}

function requireSums(view: DataView, at: number, body: Uint8Array): void {
  for (let block = 0; block * BLOCK < body.length; block += 1) {
    if (blockSum(body, block) !== view.getUint32(at + 4 * block)) refuse('revocation index torn or altered');
  }
}

function refuse(message: string): never {
  throw new PkiError('pki/index', message);
}
