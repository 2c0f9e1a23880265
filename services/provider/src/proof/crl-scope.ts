import { toHex } from '@kazasu/bytes';
import { type Certificate, CRL_DISTRIBUTION_POINTS, extensionOf } from '@kazasu/pki';
import { createHash } from '../crypto.ts';

/**
 * The name under which the authority offers the list of a certificate's distribution point: SHA-256 (hex) of the DER
 * of its directoryName. Undefined where the certificate names none; then there is no list to ask for.
 */
export function crlScope(certificate: Certificate): string | undefined {
  for (const { name } of extensionOf(certificate, CRL_DISTRIBUTION_POINTS) ?? []) {
    for (const full of name !== undefined && 'fullName' in name ? name.fullName : []) {
      if (full.kind === 'directoryName') {
        return toHex(createHash('sha256').update(full.name.encoded).digest());
      }
    }
  }
  return undefined;
}
