import type { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { type GeneralName, readGeneralName } from '../general-name.ts';
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
export const AUTHORITY_INFO_ACCESS = accessType(OID.authorityInfoAccess, 'authorityInfoAccess');

/** RFC 5280 section 4.2.2.2 */
export const SUBJECT_INFO_ACCESS = accessType(OID.subjectInfoAccess, 'subjectInfoAccess');

function accessType(oid: string, name: string): ExtensionType<readonly AccessDescription[]> {
  return { oid, name, decode: (der) => decodeSequence(der, readDescriptions) };
}

function readDescriptions(reader: DerReader): readonly AccessDescription[] {
  const descriptions: AccessDescription[] = [];
  while (!reader.atEnd) {
    if (descriptions.length >= DESCRIPTIONS_MAX) throw new PkiError('pki/budget', 'too many access points');
    descriptions.push(readDescription(reader.enter()));
  }
  if (descriptions.length === 0) throw new PkiError('pki/extension', 'no access description');
  return descriptions;
}

function readDescription(reader: DerReader): AccessDescription {
  const method = readOid(reader);
  const location = readGeneralName(reader);
  reader.finish();
  return { method, location };
}
