/**
 * Shakes what reads text and JSON from the network: headers, forms, tokens, documents of other services. Owns what may come
 * in, how valid inputs are mutated, and what must hold: nothing but the parser's own refusal is thrown, no input takes
 * long, and what must be exact is refused with anything before or behind it. Refuses binary formats, which are shaken by
 * `conformance/src/pki/fuzz`, `lib/pki` and `lib/card`. `npm run fuzz -- parsers` runs it for as long as wanted.
 */
export { PARSERS, type Parser } from './parsers.ts';
export { type Broken, type ShakeOptions, shake } from './shake.ts';
