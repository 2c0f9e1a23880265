/** The resident registry's application (住基AP), of which outsiders see a key reference and a PIN. */
export { JUKI } from './ef.ts';
export { encodeKeyReference, parseKeyReference } from './key-reference.ts';
