import { DerReader } from '@kazasu/bytes';
import { OID } from '../oid.ts';
import type { ExtensionType } from './extension.ts';

/** RFC 6960 section 4.2.2.2.1: the responder's certificate is trusted for its lifetime. The value is NULL. */
export const OCSP_NO_CHECK: ExtensionType<true> = {
  oid: OID.ocspNoCheck,
  name: 'ocspNoCheck',
  decode: (der) => {
    const reader = new DerReader(der);
    reader.null();
    reader.finish();
    return true;
  },
};
