import type { CertificateState } from '../api.ts';
import type { CertificateRecord, RevocationState } from './certificate-data.ts';

/**
 * The one spelling under which a serial number is stored: lower-case hexadecimal of the shortest unsigned octets. A
 * client may send the zero octet that a DER integer needs before a first bit that is set, or more of them.
 */
export function normaliseSerial(hex: string): string {
  return hex.toLowerCase().replace(/^(?:00)+(?=..)/, '');
}

/** What a verifier would find at this moment. Revoked is said also of what has run out since. */
export function certificateStateOf(
  { revokedAt, reason, notAfter }: RevocationState & Pick<CertificateRecord, 'notAfter'>,
  now: number,
): CertificateState {
  if (revokedAt !== null) return reason === 'certificateHold' ? 'held' : 'revoked';
  return now > notAfter ? 'expired' : 'valid';
}
