/**
 * XAdES: XML signatures with the properties of ETSI EN 319 132-1, levels B, T and LT, read and handed to the process of
 * `ades/`. Owns the table of what an XML signature may be made of, and the rule that a signature covers what it stands
 * in. Refuses everything that lets a document mean two things: document types, doubled identifiers, moved elements,
 * XSLT, XPath and XPointer, references to somewhere else, comments within the signature. Nothing is ever fetched.
 *
 * Apart from `@kazasu/pki`, because who judges no XML need not load the parser.
 */
export type { XadesOptions } from './options.ts';
export { XADES_RULES } from './rules.ts';
export { verifyXades } from './verify.ts';
