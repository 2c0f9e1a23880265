/**
 * Makers of certificates, CRLs, OCSP answers, CMS, time-stamp tokens, XML and PDF signatures, right or wrong in one place as
 * ordered. Owns the test keys. Refuses to share code with what is under test.
 */
export { writeFreshKeys } from './keys.ts';
export { keepSignatures } from './sign.ts';
