import { PkiError } from '../error.ts';

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const SLASH = 0x2f;
const QUESTION = 0x3f;

interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the element stands, in the octets of a canonical form without comments, that `before` elements begin before.
 * Canonical octets are a language so small that nothing but `<` need be looked for: in text and attributes it is always
 * written as a reference (Canonical XML 1.1 section 2.3), every element has its end tag, and there are no comments, CDATA
 * sections and document types. Only an instruction may hold one, and ends at its first `?>`.
 */
export function extentOf(octets: Uint8Array, before: number): Extent {
  let elements = 0;
  let depth = 0;
  let start = -1;
  for (let at = octets.indexOf(LESS_THAN); at >= 0; at = octets.indexOf(LESS_THAN, at)) {
    const next = octets[at + 1];
    if (next === QUESTION) {
      at = endOfInstruction(octets, at + 2);
    } else if (next === SLASH) {
      if (start >= 0 && --depth === 0) return { start, end: octets.indexOf(GREATER_THAN, at) + 1 };
      at += 2;
    } else {
      if (elements++ === before) start = at;
      if (start >= 0) depth++;
      at += 1;
    }
  }
  throw new PkiError('pki/xml', 'an element that is not in the canonical form');
}

function endOfInstruction(octets: Uint8Array, from: number): number {
  let at = octets.indexOf(QUESTION, from);
  while (at >= 0 && octets[at + 1] !== GREATER_THAN) at = octets.indexOf(QUESTION, at + 1);
  if (at < 0) throw new PkiError('pki/xml', 'an instruction without end in the canonical form');
  return at + 2;
}
