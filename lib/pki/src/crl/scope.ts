import { type Certificate, extensionOf } from '../certificate.ts';
import { hash } from '../crypto.ts';
import { CRL_DISTRIBUTION_POINTS } from '../extension/index.ts';

/** How a municipality's list is asked for: SHA-256 (hex) of the DER of the directoryName of its distribution point. */
export function crlScope(point: Uint8Array): string {
  return hash('sha256', point, 'hex');
}

/** The scope of the list that a certificate points to; undefined where it names none, so that there is none to ask for. */
export function crlScopeOf(certificate: Certificate): string | undefined {
  for (const { name } of extensionOf(certificate, CRL_DISTRIBUTION_POINTS) ?? []) {
    for (const full of name !== undefined && 'fullName' in name ? name.fullName : []) {
      if (full.kind === 'directoryName') return crlScope(full.name.encoded);
    }
  }
  return undefined;
}
