import { DER, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import type { ExtensionType } from '../extension/extension.ts';
import { OID } from '../oid.ts';

/** RFC 9654 section 2.1: 1 to 128 octets. Some old responders leave the inner OCTET STRING out; those are refused. */
export const NONCE: ExtensionType<Uint8Array> = {
  oid: OID.ocspNonce,
  name: 'nonce',
  decode: (der) => {
    const reader = new DerReader(der);
    const nonce = reader.octetString();
    reader.finish();
    if (nonce.length < 1 || nonce.length > 128) throw new PkiError('pki/ocsp', 'nonce of impossible length');
    return nonce;
  },
};

/** RFC 6960 section 4.4.4: the responder still knows certificates that ran out after this time. */
export const ARCHIVE_CUTOFF: ExtensionType<number> = {
  oid: OID.ocspArchiveCutoff,
  name: 'archiveCutoff',
  decode: (der) => {
    const reader = new DerReader(der);
    if (reader.peek() !== DER.generalizedTime) {
      throw new PkiError('pki/ocsp', 'archive cutoff not a GeneralizedTime');
    }
    const time = reader.time();
    reader.finish();
    return time;
  },
};
