/**
 * Encodings, and nothing else: DER, BER-TLV, PEM, base64, hexadecimal, UTF-8, Japanese text and dates.
 * Pure and without dependencies; runs in a browser. Refuses whatever is not exactly the standard's form.
 */
export { concat, equal } from './array.ts';
export * from './der/index.ts';
export { BytesError, type BytesErrorCode } from './error.ts';
export * from './japanese/index.ts';
export * from './text/index.ts';
export * from './tlv/index.ts';
