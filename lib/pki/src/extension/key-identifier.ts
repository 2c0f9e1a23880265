import { contextTag, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { OID } from '../oid.ts';
import { readSerial } from '../serial.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

/** RFC 5280 section 4.2.1.2: the key identifier's octets. */
export const SUBJECT_KEY_IDENTIFIER: ExtensionType<Uint8Array> = {
  oid: OID.subjectKeyIdentifier,
  name: 'subjectKeyIdentifier',
  decode: (der) => {
    const reader = new DerReader(der);
    const keyId = reader.octetString();
    reader.finish();
    return bounded(keyId);
  },
};

export interface AuthorityKeyIdentifier {
  readonly keyId: Uint8Array | undefined;
  /** Names of the issuer's issuer; only together with `serial`. */
  readonly issuer: readonly GeneralName[] | undefined;
  readonly serial: Uint8Array | undefined;
}

/** RFC 5280 section 4.2.1.1. Issuer and serial stand both or not at all. */
export const AUTHORITY_KEY_IDENTIFIER: ExtensionType<AuthorityKeyIdentifier> = {
  oid: OID.authorityKeyIdentifier,
  name: 'authorityKeyIdentifier',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const keyId =
        inside.peek() === contextTag(0, false) ? inside.octetString(contextTag(0, false)) : undefined;
      const names = inside.enterIf(contextTag(1));
      const issuer = names === undefined ? undefined : readGeneralNames(names);
      const serial = inside.atEnd ? undefined : readSerial(inside, contextTag(2, false));
      if ((issuer === undefined) !== (serial === undefined)) {
        throw new PkiError('pki/extension', 'authorityKeyIdentifier with half of issuer and serial');
      }
      return { keyId: keyId && bounded(keyId), issuer, serial };
    }),
};

/** SHA-1 has 20 octets, the longest method of RFC 7093 has 32; 64 leaves room for any digest. */
function bounded(keyId: Uint8Array): Uint8Array {
  if (keyId.length === 0 || keyId.length > 64) {
    throw new PkiError('pki/extension', 'key identifier of impossible length');
  }
  return keyId;
}
