import { FREE, isInFile, PdfLexer, type PdfView, placeOf, type Revision } from '../../pdf/index.ts';
import type { UpdateContext } from './context.ts';

/**
 * An update consists of its objects and nothing else: what no entry names, a reader that mends files would find, and so would
 * a later entry.
 */
export function describeOctets(context: UpdateContext, index: number): void {
  const { document, after } = context;
  const revision = document.revisions[index] as Revision;
  const places = placesOf(revision, after);
  let at = revision.start;
  for (const { start, end } of places) {
    if (start < at || !isBlank(document.bytes, at, start)) {
      context.content('octets');
      return;
    }
    at = end;
  }
}

function placesOf({ entries, section }: Revision, view: PdfView): { start: number; end: number }[] {
  const places = [{ start: section.start, end: section.end }];
  for (const [number, entry] of entries) {
    if (entry === FREE || !isInFile(entry) || placeOf(entry) === section.start) continue;
    const place = view.object(number)?.place;
    if (place !== undefined) places.push(place);
  }
  return places.sort((a, b) => a.start - b.start);
}

/** White space, and comments of printable characters: some programs sign their name so. */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  const lexer = new PdfLexer(bytes, start, end);
  lexer.skip();
  if (lexer.offset < end) return false;
  for (let at = start; at < end; at++) {
    const octet = bytes[at] as number;
    if (octet > 0x7e) return false;
  }
  return true;
}
