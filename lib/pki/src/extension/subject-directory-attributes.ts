import { DER, type DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

const ATTRIBUTES_MAX = 64;

/** RFC 5280 section 4.2.1.8: the types of the attributes. Nobody here judges by their values. */
export const SUBJECT_DIRECTORY_ATTRIBUTES: ExtensionType<readonly string[]> = {
  oid: OID.subjectDirectoryAttributes,
  name: 'subjectDirectoryAttributes',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const types: string[] = [];
      while (!inside.atEnd) {
        if (types.length >= ATTRIBUTES_MAX) throw new PkiError('pki/budget', 'too many attributes');
        types.push(readAttributeType(inside.enter()));
      }
      if (types.length === 0) throw new PkiError('pki/extension', 'subjectDirectoryAttributes is empty');
      return types;
    }),
};

function readAttributeType(reader: DerReader): string {
  const type = readOid(reader);
  const values = reader.enter(DER.set);
  if (values.atEnd) throw new PkiError('pki/extension', 'attribute without a value');
  while (!values.atEnd) values.next();
  reader.finish();
  return type;
}
