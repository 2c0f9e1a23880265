import { DER, DerReader, fromUtf8 } from '@kazasu/bytes';
import { type Certificate, extensionOf } from '../certificate.ts';
import { ifReadable, PkiError } from '../error.ts';
import { SUBJECT_ALT_NAME } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { OID } from '../oid.ts';
import { parseBirthdate } from './birthdate.ts';

/** What the signature certificate says about its holder (facts b.3). Personal data: never for a log or a report. */
export interface TextItems {
  /** Family and given name with one full-width space between, as far as the certificate can spell them. */
  readonly name: string;
  /** `YYYYMMDD`, Gregorian; parts that the register does not know are zeros. */
  readonly birthdate: string;
  /** True if every part of the birth date is known. */
  readonly birthdateComplete: boolean;
  /** `1` male, `2` female, `3` or `9` not known or not applicable (the sources differ, both are read). */
  readonly gender: string;
  readonly address: string;
  /** One `0` or `1` for each character of the name; `1` marks a substitute for a character that has no code. */
  readonly nameSubstituteFlags: string;
  readonly addressSubstituteFlags: string;
}

/** In the order in which they must stand. */
const ITEMS = [
  OID.jpkiName,
  OID.jpkiBirthdate,
  OID.jpkiGender,
  OID.jpkiAddress,
  OID.jpkiNameSubstitutes,
  OID.jpkiAddressSubstitutes,
] as const;

const NAME_MAX = 100;
const ADDRESS_MAX = 200;

/** Reads the items of a signature certificate. Throws PkiError `pki/items` if they are not exactly as described. */
export function parseTextItems(certificate: Certificate): TextItems {
  const names = extensionOf(certificate, SUBJECT_ALT_NAME);
  if (names === undefined) throw new PkiError('pki/items', 'certificate without text items');
  return readTextItems(names);
}

export function hasTextItems(names: readonly GeneralName[]): boolean {
  return ifReadable(() => readTextItems(names)) !== undefined;
}

function readTextItems(names: readonly GeneralName[]): TextItems {
  if (names.length !== ITEMS.length) throw new PkiError('pki/items', 'not six text items');
  const [name, birthdate, gender, address, nameFlags, addressFlags] = ITEMS.map((oid, i) =>
    textOf(names[i] as GeneralName, oid),
  ) as [string, string, string, string, string, string];
  if (!/^[1239]$/.test(gender)) throw new PkiError('pki/items', 'gender of unknown form');
  requireText(name, NAME_MAX);
  requireText(address, ADDRESS_MAX);
  requireFlags(nameFlags, name);
  requireFlags(addressFlags, address);
  return {
    name,
    ...parseBirthdate(birthdate),
    gender,
    address,
    nameSubstituteFlags: nameFlags,
    addressSubstituteFlags: addressFlags,
  };
}

function textOf(name: GeneralName, oid: string): string {
  if (name.kind !== 'otherName' || name.type !== oid) {
    throw new PkiError('pki/items', 'text items not of the right kind or order');
  }
  const reader = new DerReader(name.value);
  const text = fromUtf8(reader.octetString(DER.utf8String));
  reader.finish();
  return text;
}

function requireText(text: string, max: number): void {
  const length = [...text].length;
  if (length === 0 || length > max || /\p{Cc}/u.test(text)) {
    throw new PkiError('pki/items', 'text item empty, too long or with control characters');
  }
}

function requireFlags(flags: string, text: string): void {
  if (!/^[01]*$/.test(flags) || flags.length !== [...text].length) {
    throw new PkiError('pki/items', 'substitute flags do not fit their text');
  }
}
