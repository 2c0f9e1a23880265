import type { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { readOid } from '../known-oid.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

export interface AccessDescription {
  readonly method: string;
  /** Read, never fetched: an address in a certificate is the sender's word. */
  readonly location: GeneralName;
}

const DESCRIPTIONS_MAX = 64;

/** RFC 5280 section 4.2.2.1 */
export const AUTHORITY_INFO_ACCESS: ExtensionType<readonly AccessDescription[]> = {
  oid: OID.authorityInfoAccess,
  name: 'authorityInfoAccess',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const descriptions: AccessDescription[] = [];
      while (!inside.atEnd) {
        descriptions.push(readDescription(inside.enter()));
        if (descriptions.length > DESCRIPTIONS_MAX)
          throw new PkiError('pki/budget', 'too many access points');
      }
      if (descriptions.length === 0) throw new PkiError('pki/extension', 'authorityInfoAccess is empty');
      return descriptions;
    }),
};

function readDescription(reader: DerReader): AccessDescription {
  const method = readOid(reader);
  const [location, ...more] = readGeneralNames(reader);
  if (location === undefined || more.length > 0) {
    throw new PkiError('pki/extension', 'access description not of one location');
  }
  return { method, location };
}
