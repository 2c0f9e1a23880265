/**
 * Issued certificates as the authority remembers them: who issued which serial number to whom, until when, and whether
 * it is revoked. Owns serial numbers and the table; keeps neither certificates (they carry the four items) nor keys.
 */
export { certificateStateOf, normaliseSerial } from './certificate.ts';
export type { CertificateRecord, RevocationState } from './certificate-data.ts';
export {
  CERTIFICATE_CHANGES,
  CERTIFICATE_TABLES,
  type CertificateRow,
  findCertificate,
  insertCertificate,
  listLineage,
  listOfResident,
  pageRevoked,
  REVOKED_INDEXES,
  type RevokedRow,
  revokeCertificate,
} from './certificate-store.ts';
export {
  type ChangedRow,
  type Ending,
  endCertificates,
  endChildren,
  holdCertificates,
  releaseCertificates,
} from './revocation-store.ts';
export { claimSerial, drawSerial, serialOctets } from './serial.ts';
