/**
 * The issuing half: certificates exactly to the JPKI profile tables, CRLs and OCSP answers, and time-stamps with theirs. Owns the form of what is
 * signed; keys, serial numbers, time and randomness are handed in, and who may have what is the authority's business.
 * Refuses to write what a strict reader would refuse: serial numbers that are not positive, substitute flags that do
 * not fit. Nobody but the authority and the time-stamp service imports this.
 */
export {
  type CrlFrame,
  type CrlInPieces,
  type CrlRequest,
  crlInPieces,
  issueCrl,
  type ReasonName,
  type RevokedCertificate,
  type Surroundings,
} from './crl.ts';
export { keyIdentifier, publicKeyBits } from './digest.ts';
export type { Signer } from './encode.ts';
export type { CaIdentity, IssuerIdentity } from './extension.ts';
export type { CertifiedItems } from './four-items.ts';
export { type KeyRequest, readKeyRequest } from './key-request.ts';
export {
  type CaRequest,
  issueAuthentication,
  issueCa,
  issueResponder,
  issueSignature,
  type ResidentRequest,
} from './kinds.ts';
export {
  type CaRole,
  caName,
  crlPointName,
  encodeName,
  type Municipality,
  type NameParts,
} from './name.ts';
export {
  OCSP_REQUEST_OCTETS_MAX,
  type OcspCertificateId,
  type OcspRequest,
  readOcspRequest,
} from './ocsp-request.ts';
export {
  issueOcspResponse,
  type OcspAnswer,
  type OcspStatus,
  ocspError,
  prepareOcspResponse,
} from './ocsp-response.ts';
export { SUBJECT_RANDOM_OCTETS } from './subject.ts';
export { issueTimestampRoot, issueTimestampUnit } from './timestamp-certificates.ts';
export {
  readTimestampRequest,
  type TimestampQuestion,
} from './timestamp-request.ts';
export { grantTimestamp, refuseTimestamp, type TimestampFailure } from './timestamp-response.ts';
export {
  prepareTimestamp,
  type TimestampTokenRequest,
  type UnsignedTimestamp,
} from './timestamp-token.ts';
