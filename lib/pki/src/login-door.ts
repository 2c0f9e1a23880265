/**
 * What judges a login, and nothing of documents: a process that only does that loads a third fewer files. The same names as in
 * `index.ts`, which has all of them.
 */
export { type Certificate, parseCertificate, publicKeyOf } from './certificate.ts';
export { type Crl, checkCrl, crlScopeOf, crlSeries, parseCrl } from './crl/index.ts';
export { isParseError } from './error.ts';
export {
  type AuthenticationInput,
  type AuthenticationJudgement,
  judgeAuthentication,
  type RevocationEvidence,
} from './login/index.ts';
export { checkOcsp, createOcspRequest } from './ocsp/index.ts';
export {
  AUTHENTICATION_EITHER_PROFILE,
  AUTHENTICATION_PROFILE,
  isOfPhone,
  PHONE_AUTHENTICATION_PROFILE,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  SIGNATURE_EITHER_PROFILE,
  SIGNATURE_PROFILE,
  SIGNATURE_TEST_PROFILE,
} from './profile/index.ts';
export { type Check, type Report, reportOf } from './report.ts';
export { CrlIndexer, openRevocationIndex, type RevocationIndex } from './revocation-index/index.ts';
