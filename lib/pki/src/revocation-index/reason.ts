import { DER } from '@kazasu/bytes';
import { decodeReason } from '../crl/index.ts';
import { PkiError } from '../error.ts';

/** CRLReason `removeFromCRL` (RFC 5280 section 5.3.1). */
export const REMOVED_CODE = 8;

/** The names of the codes that a complete CRL may give; undefined for the others. */
const NAMES: readonly (string | undefined)[] = Array.from({ length: 11 }, (_, code) =>
  code === 7 || code === REMOVED_CODE ? undefined : decodeReason(Uint8Array.of(DER.enumerated, 1, code)),
);

/** Throws PkiError `pki/index` for a code that no index has. */
export function reasonName(code: number): string {
  const name = NAMES[code];
  if (name === undefined) throw new PkiError('pki/index', 'unknown revocation reason in the index');
  return name;
}

/** The inverse, for names that {@link reasonName} gives; -1 for others. */
export function reasonCode(name: string): number {
  return NAMES.indexOf(name);
}
