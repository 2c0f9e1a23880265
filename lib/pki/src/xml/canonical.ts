import { concat } from '@kazasu/bytes';
import { XmlC14NMode, XmlElement, XmlError, type XmlNode, type XmlOutputBufferHandler } from 'libxml2-wasm';
import { PkiError } from '../error.ts';
import type { XmlTree } from './tree.ts';

type Mode = (typeof XmlC14NMode)[keyof typeof XmlC14NMode];

export interface Canonicalisation {
  readonly mode: Mode;
  readonly withComments: boolean;
  /** Exclusive only: prefixes to be treated as the inclusive form does; `#default` is the empty one. */
  readonly prefixes?: readonly string[];
}

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
  [
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false },
  ],
  [
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
    { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: true },
  ],
]);

/**
 * Canonical octets of an element with all it holds, in its place in the document, less one element within it (the
 * enveloped signature). Throws PkiError `pki/xml` if the document has no canonical form, `pki/budget`.
 */
export function canonicalElement(
  tree: XmlTree,
  element: XmlElement,
  how: Canonicalisation,
  without?: XmlElement,
): Uint8Array {
  if (without === undefined) {
    // The same as `element.canonicalize`, without an object of JavaScript's for every node of the document.
    const nodeSet = new Set([element]);
    return collect(tree, how, (out, options) => tree.document.canonicalize(out, { ...options, nodeSet }));
  }
  // Only ever the root element: what is outside it has the document for a parent.
  const isVisible = (node: XmlNode, parent: XmlNode | null) =>
    !node.isSameNode(without) && (node.isSameNode(element) || parent instanceof XmlElement);
  return collect(tree, how, (out, options) => tree.document.canonicalize(out, { ...options, isVisible }));
}

/** The same of the whole document: instructions (and comments) outside the root element too. */
export function canonicalTree(tree: XmlTree, how: Canonicalisation, without?: XmlElement): Uint8Array {
  if (without === undefined)
    return collect(tree, how, (out, options) => tree.document.canonicalize(out, options));
  const isVisible = (node: XmlNode) => !node.isSameNode(without);
  return collect(tree, how, (out, options) => tree.document.canonicalize(out, { ...options, isVisible }));
}

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
  tree.spend();
  const pieces: Uint8Array[] = [];
  const out: XmlOutputBufferHandler = {
    write: (piece) => pieces.push(piece.slice()) && piece.length,
    close: () => true,
  };
  const options = { mode, withComments, ...(prefixes && { inclusiveNamespacePrefixes: [...prefixes] }) };
  try {
    write(out, options);
  } catch (error) {
    if (error instanceof XmlError) throw new PkiError('pki/xml', 'no canonical form');
    throw error;
  }
  return concat(...pieces);
}
