import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

const PURPOSES_MAX = 64;

/** RFC 5280 section 4.2.1.12: the key purposes in dotted notation, at least one. */
export const EXTENDED_KEY_USAGE: ExtensionType<readonly string[]> = {
  oid: OID.extendedKeyUsage,
  name: 'extKeyUsage',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const purposes: string[] = [];
      while (!inside.atEnd) {
        purposes.push(readOid(inside));
        if (purposes.length > PURPOSES_MAX) throw new PkiError('pki/budget', 'too many key purposes');
      }
      if (purposes.length === 0) throw new PkiError('pki/extension', 'extKeyUsage without a purpose');
      return purposes;
    }),
};
