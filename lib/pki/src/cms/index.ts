/**
 * CMS SignedData (RFC 5652) with the attributes of CAdES (ETSI EN 319 122-1): read strictly from DER, and handed over as
 * facts for judging. Owns the rules about attributes and algorithms. Refuses BER by name, more than one meaning of a
 * signed attribute, and algorithms that contradict each other; attribute certificates, counter-signatures and archive
 * time-stamps are passed over and named. The verdict is made in `ades/`.
 */

export { CMS_OID } from '../cms-oid.ts';
export { type CmsHash, hashOf } from './algorithm.ts';
export { type AttributeSet, attributesOf } from './attribute.ts';
export { contentOf, type SignedContent } from './content.ts';
export { signerFacts } from './facts.ts';
export { CMS_CONTENT, CMS_FORM, CMS_RULES, CMS_SIGNERS } from './rules.ts';
export { readSignedData, type SignedData } from './signed-data.ts';
export type { SignerIdentifier, SignerInfo } from './signer-info.ts';
