/**
 * Issued certificates as the authority remembers them: who issued which serial number to whom, until when, and whether
 * it is revoked. Owns serial numbers and the table; keeps neither certificates (they carry the four items) nor keys.
 */
export { normaliseSerial } from './certificate.ts';
export type { CertificateRecord, RevocationState } from './certificate-data.ts';
export {
  CERTIFICATE_TABLES,
  findCertificate,
  insertCertificate,
  listLineage,
  listOfResident,
  listRevoked,
  revokeCertificate,
  supersedeCertificates,
} from './certificate-store.ts';
export { drawSerial } from './serial.ts';
