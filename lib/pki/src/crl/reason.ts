import { DER, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';

/** CRLReason (RFC 5280 section 5.3.1); 7 is not used there. */
const REASONS: { readonly [code: number]: string } = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
};
export const HOLD = 'certificateHold';
export const REMOVED = 'removeFromCRL';

/** Reads an ENUMERATED reason; a number without a name is refused (`pki/extension`). */
export function decodeReason(der: Uint8Array): string {
  const reader = new DerReader(der);
  const code = reader.smallInteger(DER.enumerated);
  reader.finish();
  const name = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (name === undefined) throw new PkiError('pki/extension', 'unknown revocation reason');
  return name;
}
