import { DER, DerReader, toHex } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import type { ExtensionType } from './extension.ts';

/** RFC 5280 section 5.2.3: at most 20 octets, rising. The delta indicator (5.2.4) has the same form. */
export const CRL_NUMBER: ExtensionType<bigint> = {
  oid: OID.crlNumber,
  name: 'cRLNumber',
  decode: (der) => {
    const reader = new DerReader(der);
    const content = reader.octetString(DER.integer);
    reader.finish();
    const padded = content[0] === 0 && content.length > 1 && (content[1] ?? 0) < 0x80;
    if (content.length === 0 || content.length > 20 || (content[0] ?? 0) >= 0x80 || padded) {
      throw new PkiError('pki/extension', 'cRLNumber negative, padded or too long');
    }
    return BigInt(`0x${toHex(content)}`);
  },
};

/** RFC 5280 section 5.2.4: this CRL lists changes since the one of this number. */
export const DELTA_CRL_INDICATOR: ExtensionType<bigint> = {
  oid: OID.deltaCrlIndicator,
  name: 'deltaCRLIndicator',
  decode: CRL_NUMBER.decode,
};

/**
 * X.509 (2019) 9.5.2.8, which ETSI EN 319 411-1 CSS-6.3.10-09 asks for: the list keeps certificates that ran out
 * after this time. Without it a list made after a certificate's end says nothing good about it.
 */
export const EXPIRED_CERTS_ON_CRL: ExtensionType<number> = {
  oid: OID.expiredCertsOnCrl,
  name: 'expiredCertsOnCRL',
  decode: (der) => {
    const reader = new DerReader(der);
    if (reader.peek() !== DER.generalizedTime) {
      throw new PkiError('pki/extension', 'expiredCertsOnCRL not a GeneralizedTime');
    }
    const time = reader.time();
    reader.finish();
    return time;
  },
};
