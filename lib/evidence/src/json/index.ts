/** The few forms of values that entries, parts, bundles and trust files share, and a strict reader of JSON objects. */
export { isDigestText, isHashText, isId, isTime, isWholeNumber } from './form.ts';
export { JsonReader } from './reader.ts';
