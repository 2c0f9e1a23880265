/**
 * XML as signatures need it: a tree that was read under limits, its identifiers, and its canonical octets. Parsing and
 * canonicalising are libxml2's (docs/adr/0017-canonical-xml.md); what is let in is decided here, before it: UTF-8 and
 * XML 1.0, no document type and so no entities, bounded in depth, number and work. Refuses the rest with PkiError.
 */
export {
  CANONICALISATIONS,
  type Canonicalisation,
  canonicalElement,
  canonicalRoot,
  canonicalTree,
  withoutElement,
} from './canonical.ts';
export { partOf, type XmlPart } from './part.ts';
export { openXml, XmlTree } from './tree.ts';
