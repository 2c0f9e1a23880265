/**
 * The trust file: whom somebody who checks evidence believes. Owns its form. Nothing in it may come from the bundle that is
 * checked with it; that is for its owner to see to.
 */
export { encodeTrustFile, parseTrustFile, TRUST_FORMAT, type TrustChoice } from './trust-file.ts';
