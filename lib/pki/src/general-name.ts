import { contextTag, type DerReader } from '@kazasu/bytes';
import { PkiError } from './error.ts';
import { readOid } from './known-oid.ts';
import { type Name, readName } from './name.ts';

/** `GeneralName` of RFC 5280 section 4.2.1.6. Values are not copied; forms that nobody uses stay encoded. */
export type GeneralName =
  | { readonly kind: 'otherName'; readonly type: string; readonly value: Uint8Array }
  | { readonly kind: 'rfc822Name' | 'dNSName' | 'uniformResourceIdentifier'; readonly text: string }
  | { readonly kind: 'directoryName'; readonly name: Name }
  | { readonly kind: 'iPAddress'; readonly bytes: Uint8Array }
  | { readonly kind: 'registeredID'; readonly id: string }
  | { readonly kind: 'x400Address' | 'ediPartyName'; readonly encoded: Uint8Array };

/** Generous for server certificates of other authorities; J-LIS uses at most six. */
const NAMES_MAX = 4096;

/** Reads names until the end of the reader, at least one. */
export function readGeneralNames(reader: DerReader): GeneralName[] {
  const names: GeneralName[] = [];
  while (!reader.atEnd) {
    if (names.length >= NAMES_MAX) throw new PkiError('pki/budget', 'too many names');
    names.push(readGeneralName(reader));
  }
  if (names.length === 0) throw new PkiError('pki/extension', 'GeneralNames without a name');
  return names;
}

/** Reads one name. What an address or a mailbox must look like is not judged here: a constraint has other forms. */
export function readGeneralName(reader: DerReader): GeneralName {
  const tag = reader.peek();
  switch (tag) {
    case contextTag(0):
      return readOtherName(reader.enter(tag));
    case contextTag(1, false):
      return { kind: 'rfc822Name', text: ia5(reader.octetString(tag)) };
    case contextTag(2, false):
      return { kind: 'dNSName', text: ia5(reader.octetString(tag)) };
    case contextTag(6, false):
      return { kind: 'uniformResourceIdentifier', text: ia5(reader.octetString(tag)) };
    case contextTag(3):
      return { kind: 'x400Address', encoded: reader.encoded(reader.next(tag)) };
    case contextTag(5):
      return { kind: 'ediPartyName', encoded: reader.encoded(reader.next(tag)) };
    case contextTag(4):
      return { kind: 'directoryName', name: whole(reader.enter(tag), readName) };
    case contextTag(7, false):
      return { kind: 'iPAddress', bytes: reader.octetString(tag) };
    case contextTag(8, false):
      return { kind: 'registeredID', id: reader.oid(tag) };
    default:
      throw new PkiError('pki/extension', 'unknown form of GeneralName');
  }
}

function readOtherName(reader: DerReader): GeneralName {
  const type = readOid(reader);
  const explicit = reader.enter(contextTag(0));
  const value = explicit.encoded(explicit.next());
  explicit.finish();
  reader.finish();
  return { kind: 'otherName', type, value };
}

function whole<T>(reader: DerReader, read: (reader: DerReader) => T): T {
  const value = read(reader);
  reader.finish();
  return value;
}

function ia5(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) throw new PkiError('pki/extension', 'character outside IA5String');
    text += String.fromCharCode(byte);
  }
  return text;
}
