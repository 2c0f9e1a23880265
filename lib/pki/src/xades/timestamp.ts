import { CANONICALISATIONS, type Canonicalisation, type XmlPart } from '../xml/index.ts';
import { readCanonicalisation } from './canonicalisation.ts';
import { encapsulated } from './encapsulated.ts';
import { isNamed, isPure } from './grammar.ts';
import { CANONICAL_XML_10, DS, XADES } from './names.ts';

/** One token, and how the signature value was canonicalised for it. */
export interface XmlTimestamp {
  readonly token: Uint8Array;
  readonly canonicalisation: Canonicalisation;
}

/**
 * `SignatureTimeStamp` (ETSI EN 319 132-1 section 5.3, 5.1.4): what it covers is implied, so that nothing may be named;
 * only RFC 3161 tokens are known. Undefined if it is anything else.
 */
export function readTimestamp(part: XmlPart): XmlTimestamp[] | undefined {
  const [first] = part.children;
  const named = isNamed(first, DS, 'CanonicalizationMethod') ? first : undefined;
  const canonicalisation = named ? readCanonicalisation(named) : CANONICALISATIONS.get(CANONICAL_XML_10);
  const tokens = named ? part.children.slice(1) : part.children;
  const isWellFormed = isPure(part) && part.text.trim() === '' && tokens.length > 0;
  if (canonicalisation === undefined || !isWellFormed) return undefined;
  const read = tokens.map((token) =>
    isNamed(token, XADES, 'EncapsulatedTimeStamp') ? encapsulated(token) : undefined,
  );
  if (!read.every((token) => token !== undefined)) return undefined;
  return read.map((token) => ({ token, canonicalisation }));
}
