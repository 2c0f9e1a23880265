/** DER (X.690): a strict reader that walks in place, and the few writers that requests need. */
export { ecdsaFromDer, ecdsaToDer } from './ecdsa.ts';
export { type DerElement, DerReader } from './reader.ts';
export { contextTag, DER } from './tag.ts';
export { type BitString, readOid, readTime } from './value.ts';
export {
  derBitString,
  derContext,
  derHeader,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derUtf8String,
  derValue,
} from './writer.ts';
