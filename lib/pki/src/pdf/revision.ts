import { PkiError } from '../error.ts';
import { addHybrid, type ReadBudget, readSection, type Section } from './cross-reference.ts';
import { type Entry, FREE, isInFile, isInStream, placeOf } from './entry.ts';
import { crossed, malformed, tooMuch } from './fault.ts';
import { PdfLexer } from './lexer.ts';
import { PDF_LIMITS } from './limits.ts';
import { asInteger, latin1 } from './shape.ts';
import type { PdfDictionary } from './value.ts';
import type { Version, Versions } from './version.ts';

/** One state of the document as somebody saved it: a stretch of the file with its cross-references at the end. */
export interface Revision {
  /** Where the revision before ends; 0 for the first. */
  readonly start: number;
  /** One past `%%EOF`. */
  readonly endOfMark: number;
  /** The same with one end of line behind it. */
  readonly end: number;
  /** Of the section that is the revision's last word. */
  readonly section: { readonly start: number; readonly end: number; readonly own?: number };
  /** What is new or different in this revision; entries that only repeat the ones before are left out. */
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: PdfDictionary;
  /** Table and stream beside each other, so that old and new readers see different objects. */
  readonly hybrid: boolean;
}

export interface History {
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  readonly versions: Versions;
}

/**
 * All revisions. They tile the file: each cross-reference section is followed by `startxref` with its own
 * place and `%%EOF`, the sections follow each other in the order of the `Prev` chain, nothing stands behind the last one,
 * and no entry points outside the revision that makes it. A file "linearized" for the Web has two sections in its first
 * revision.
 */
export function readRevisions(bytes: Uint8Array, budget: ReadBudget): History {
  const sections = readChain(bytes, budget);
  const revisions: Revision[] = [];
  const first = linearized(bytes, sections);
  if (first !== undefined) {
    sections.splice(0, 2);
    revisions.push(first);
  }
  for (const section of sections) {
    const start = revisions.at(-1)?.end ?? 0;
    if (section.start < start) throw crossed('sections in another order than their revisions');
    revisions.push(revisionOf(start, section, readEnd(bytes, section.end), bytes, budget));
  }
  requireEnd(bytes, revisions.at(-1)?.end ?? 0);
  return ownEntriesOnly(revisions);
}

/** Sections from the oldest to the newest. */
function readChain(bytes: Uint8Array, budget: ReadBudget): Section[] {
  const sections: Section[] = [];
  const seen = new Set<number>();
  let offset: number | undefined = lastSection(bytes);
  while (offset !== undefined) {
    if (seen.has(offset)) throw crossed('sections that refer to each other in a circle');
    if (seen.size > PDF_LIMITS.revisions) throw tooMuch('more revisions than any document has');
    seen.add(offset);
    const section: Section = readSection(bytes, offset, budget);
    if (section.trailer.has('Encrypt')) throw new PkiError('pki/pdf-encrypted', 'the file is encrypted');
    sections.unshift(section);
    const previous = section.trailer.get('Prev');
    offset = asInteger(previous);
    if (previous !== undefined && offset === undefined) throw crossed('Prev that is no offset');
  }
  return sections;
}

/** What the last `startxref` of the file says. */
function lastSection(bytes: Uint8Array): number {
  const tail = Math.max(0, bytes.length - 256);
  const at = latin1(bytes.subarray(tail)).lastIndexOf('startxref');
  if (at >= 0) return readEnd(bytes, tail + at).target;
  throw new PkiError('pki/pdf-end', 'the file does not end with a revision');
}

interface EndMark {
  readonly target: number;
  readonly endOfMark: number;
  readonly end: number;
}

/** `startxref`, an offset, `%%EOF` and one end of line, from `at`. */
function readEnd(bytes: Uint8Array, at: number): EndMark {
  const lexer = new PdfLexer(bytes, at);
  lexer.skip();
  lexer.expect('startxref');
  lexer.skip();
  const target = lexer.integer();
  while (lexer.peek() === 0x0d || lexer.peek() === 0x0a || lexer.peek() === 0x20) lexer.offset += 1;
  for (const letter of '%%EOF') {
    if (lexer.peek() !== letter.charCodeAt(0)) throw malformed('"%%EOF" missing');
    lexer.offset += 1;
  }
  const endOfMark = lexer.offset;
  if (lexer.peek() === 0x0d) lexer.offset += 1;
  if (lexer.peek() === 0x0a) lexer.offset += 1;
  return { target, endOfMark, end: lexer.offset };
}

function requireEnd(bytes: Uint8Array, end: number): void {
  for (let at = end; at < bytes.length; at++) {
    const octet = bytes[at];
    if (octet !== 0x0a && octet !== 0x0d && octet !== 0x20) {
      throw new PkiError('pki/pdf-end', 'octets behind the last revision');
    }
  }
}

function revisionOf(
  start: number,
  section: Section,
  mark: EndMark,
  bytes: Uint8Array,
  budget: ReadBudget,
): Revision {
  if (mark.target !== section.start) throw crossed('startxref that names another section');
  const hidden = section.kind === 'table' ? section.trailer.get('XRefStm') : undefined;
  if (hidden !== undefined) {
    const offset = asInteger(hidden) ?? -1;
    if (offset < start || offset >= section.start) throw crossed('XRefStm outside its revision');
    addHybrid(section, readSection(bytes, offset, budget));
  }
  const { entries, trailer, own } = section;
  return {
    start,
    endOfMark: mark.endOfMark,
    end: mark.end,
    section: { start: section.start, end: section.end, ...(own !== undefined && { own }) },
    entries,
    trailer,
    hybrid: hidden !== undefined,
  };
}

/** ISO 32000-2 annex F: the first section names the rest of the objects' section as its `Prev`, which stands behind it. */
function linearized(bytes: Uint8Array, [rest, first]: readonly Section[]): Revision | undefined {
  if (rest === undefined || first === undefined || first.start > rest.start) return undefined;
  const mark = readEnd(bytes, rest.end);
  if (mark.target !== first.start) throw crossed('startxref that names another section');
  const entries = new Map(rest.entries);
  for (const [number, entry] of first.entries) {
    if ((entries.get(number) ?? FREE) !== FREE) throw crossed('object named twice in one revision');
    entries.set(number, entry);
  }
  const section = { start: rest.start, end: rest.end };
  return { start: 0, ...mark, section, entries, trailer: first.trailer, hybrid: false };
}

/** Takes out what only repeats the state before, and refuses what points outside the revision that says it. */
function ownEntriesOnly(all: readonly Revision[]): History {
  const versions = new Map<number, Version>();
  const containers = new Set<number>();
  const revisions = all.map((revision, index) => {
    const own = new Map<number, Entry>();
    for (const [number, entry] of revision.entries) {
      if (entry === (versions.get(number)?.entry ?? FREE)) continue;
      // The objects in it would change, or vanish, without an entry that says so.
      if (containers.has(number)) throw crossed('object stream that a later revision redefines');
      requireInside(entry, revision);
      own.set(number, entry);
    }
    for (const [number, entry] of own) {
      versions.set(number, { revision: index, entry, older: versions.get(number), object: undefined });
      if (isInStream(entry)) containers.add(placeOf(entry));
    }
    return { ...revision, entries: own };
  });
  return { revisions, versions };
}

function requireInside(entry: Entry, { start, section, entries }: Revision): void {
  const container = isInStream(entry) ? (entries.get(placeOf(entry)) ?? FREE) : entry;
  if (container === FREE) {
    if (entry !== FREE) throw crossed('object in an object stream of another revision');
    return;
  }
  const offset = placeOf(container);
  if (!isInFile(container) || offset < start || offset > section.start) {
    throw crossed('entry that points outside its revision');
  }
}
