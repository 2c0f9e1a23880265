import { concat } from '@kazasu/bytes';
import { XmlC14NMode, type XmlElement, XmlError, type XmlOutputBufferHandler, XmlXPath } from 'libxml2-wasm';
import { PkiError } from '../error.ts';
import { extentOf } from './cut.ts';
import type { XmlTree } from './tree.ts';

type Mode = (typeof XmlC14NMode)[keyof typeof XmlC14NMode];

export interface Canonicalisation {
  readonly mode: Mode;
  readonly withComments: boolean;
  /** Exclusive only: prefixes to be treated as the inclusive form does; `#default` is the empty one. */
  readonly prefixes?: readonly string[];
}

/** Exclusive, without comments, and with no list of prefixes. */
const EXCLUSIVE: Canonicalisation = {
  mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  withComments: false,
};

/** Every algorithm there is, by its URI (XML Signature 1.1 section 6.5). */
export const CANONICALISATIONS: ReadonlyMap<string, Canonicalisation> = new Map([
  [
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    { mode: XmlC14NMode.XML_C14N_1_0, withComments: false },
  ],
  [
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
    { mode: XmlC14NMode.XML_C14N_1_0, withComments: true },
  ],
  ['http://www.w3.org/2006/12/xml-c14n11', { mode: XmlC14NMode.XML_C14N_1_1, withComments: false }],
  [
    'http://www.w3.org/2006/12/xml-c14n11#WithComments',
    { mode: XmlC14NMode.XML_C14N_1_1, withComments: true },
  ],
  ['http://www.w3.org/2001/10/xml-exc-c14n#', EXCLUSIVE],
  [
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
    { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: true },
  ],
]);

/**
 * Canonical octets of an element with all it holds, in its place in the document. Throws PkiError `pki/xml` if the
 * document has no canonical form, `pki/budget`.
 */
export function canonicalElement(tree: XmlTree, element: XmlElement, how: Canonicalisation): Uint8Array {
  // The same as `element.canonicalize`, without an object of JavaScript's for every node of the document.
  const nodeSet = new Set([element]);
  return collect(tree, how, (out, options) => tree.document.canonicalize(out, { ...options, nodeSet }));
}

/**
 * The same of the whole document: instructions (and comments) outside the root element too. The commonest form is made once
 * for all the signatures.
 */
export function canonicalTree(tree: XmlTree, how: Canonicalisation): Uint8Array {
  const isCommonest = isPlainExclusive(how);
  if (isCommonest && tree.exclusive !== undefined) return tree.exclusive;
  const octets = collect(tree, how, (out, options) => tree.document.canonicalize(out, options));
  if (isCommonest) tree.exclusive = octets;
  return octets;
}

function isPlainExclusive({ mode, withComments, prefixes = [] }: Canonicalisation): boolean {
  return mode === EXCLUSIVE.mode && !withComments && prefixes.length === 0;
}

/** Of the root element and what it holds, but for what is outside it the same as the whole. */
export function canonicalRoot(tree: XmlTree, how: Canonicalisation): Uint8Array {
  const isWhole = !how.withComments && !tree.hasOuterInstructions;
  return isWhole ? canonicalTree(tree, how) : canonicalElement(tree, tree.root, how);
}

/**
 * Leaves one element out of the canonical octets, without comments, of the document or its root (the enveloped signature).
 * What remains is the canonical form of the document without it: no other element is written otherwise for its sake,
 * since namespaces and attributes are inherited from above alone. To ask the canonicaliser to leave it out would call
 * back here for every node. Returns the pieces before and behind it.
 */
export function withoutElement(octets: Uint8Array, element: XmlElement): readonly [Uint8Array, Uint8Array] {
  const before = element.eval(ELEMENTS_BEFORE);
  if (typeof before !== 'number') throw new Error('a count that is no number');
  const { start, end } = extentOf(octets, before);
  return [octets.subarray(0, start), octets.subarray(end)];
}

const ELEMENTS_BEFORE = XmlXPath.compile('count(preceding::*) + count(ancestor::*)');

interface Options {
  readonly mode: Mode;
  readonly withComments: boolean;
  readonly inclusiveNamespacePrefixes?: string[];
}

function collect(
  tree: XmlTree,
  { mode, withComments, prefixes }: Canonicalisation,
  write: (out: XmlOutputBufferHandler, options: Options) => void,
): Uint8Array {
  tree.spend(workOf(tree, mode, prefixes));
  const pieces: Uint8Array[] = [];
  let room = tree.canonicalMax;
  const out: XmlOutputBufferHandler = {
    write: (piece) => {
      room -= piece.length;
      return room < 0 ? -1 : pieces.push(piece.slice()) && piece.length;
    },
    close: () => true,
  };
  const options = { mode, withComments, ...(prefixes && { inclusiveNamespacePrefixes: [...prefixes] }) };
  try {
    write(out, options);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    if (room >= 0) throw new PkiError('pki/xml', 'no canonical form');
  }
  // To write octets costs too.
  tree.spend((tree.canonicalMax - room) / 2);
  if (room < 0) throw new PkiError('pki/budget', 'canonical form much longer than the document');
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : concat(...pieces);
}

/** Each prefix in the list is looked for above every element. */
function workOf({ survey }: XmlTree, mode: Mode, prefixes: readonly string[] = []): number {
  if (mode !== XmlC14NMode.XML_C14N_EXCLUSIVE_1_0) return survey.work;
  return survey.exclusiveWork * (1 + prefixes.length);
}
