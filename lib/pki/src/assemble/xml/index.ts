/**
 * XML signatures in their three places (XML Signature 1.1; XAdES baseline B and T of ETSI EN 319 132-1 where the certificate
 * is known before the signature). Owns the one form of `ds:Signature` that is written here: exclusive canonicalisation,
 * SHA-256, one reference to the content and one to the signed properties. Refuses documents that the judge of `xades/` would
 * not take: document types, doubled identifiers, text divided by comments, and another signature that this one would break.
 */
export { assembleXml, signatureValueOctets } from './assemble.ts';
export type { PreparedXml, XmlContent, XmlOrder, XmlParts } from './order.ts';
export { prepareXml } from './prepare.ts';
