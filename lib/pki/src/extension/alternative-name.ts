import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

/** RFC 5280 section 4.2.1.6 */
export const SUBJECT_ALT_NAME: ExtensionType<readonly GeneralName[]> = {
  oid: OID.subjectAltName,
  name: 'subjectAltName',
  decode: (der) => decodeSequence(der, readGeneralNames),
};

/** RFC 5280 section 4.2.1.7 */
export const ISSUER_ALT_NAME: ExtensionType<readonly GeneralName[]> = {
  oid: OID.issuerAltName,
  name: 'issuerAltName',
  decode: (der) => decodeSequence(der, readGeneralNames),
};
