/** The subjectAltName of a signature certificate: the holder's four items as six otherNames (facts b.3). */
import { derUtf8String, isEraDate, toCertificateDate } from '@kazasu/bytes';
import { GeneralName, OtherName, SubjectAlternativeName } from '@peculiar/asn1-x509';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { bufferOf } from './encode.ts';

/** What the register says, and what the certificate can carry of it, character by character. */
export interface CertifiedItems {
  readonly name: string;
  readonly certificateName: string;
  readonly address: string;
  readonly certificateAddress: string;
  /** `YYYYMMDD`, Gregorian. */
  readonly birthdate: string;
  readonly gender: '1' | '2' | '9';
}

export function fourItemsAltName(items: CertifiedItems): SubjectAlternativeName {
  return new SubjectAlternativeName([
    otherName(OID.jpkiName, items.certificateName),
    otherName(OID.jpkiBirthdate, certifiedBirthdate(items.birthdate)),
    otherName(OID.jpkiGender, certifiedGender(items.gender)),
    otherName(OID.jpkiAddress, items.certificateAddress),
    otherName(OID.jpkiNameSubstitutes, substituteFlags(items.name, items.certificateName)),
    otherName(OID.jpkiAddressSubstitutes, substituteFlags(items.address, items.certificateAddress)),
  ]);
}

/** One digit a character (code point): `1` where the certificate carries a substitute. PkiError `pki/items`. */
export function substituteFlags(registered: string, certified: string): string {
  const original = [...registered];
  const carried = [...certified];
  if (original.length !== carried.length)
    throw new PkiError('pki/items', 'a substitute stands for exactly one character');
  return carried.map((character, i) => (character === original[i] ? '0' : '1')).join('');
}

/** PkiError `pki/items` for a day that no era has. */
function certifiedBirthdate(birthdate: string): string {
  if (!isEraDate(birthdate)) throw new PkiError('pki/items', 'no day of any era');
  return toCertificateDate(birthdate);
}

/** The certificate writes `3` where the card writes `9` (facts b.3, marked C). */
function certifiedGender(gender: '1' | '2' | '9'): string {
  return gender === '9' ? '3' : gender;
}

function otherName(typeId: string, text: string): GeneralName {
  return new GeneralName({ otherName: new OtherName({ typeId, value: bufferOf(derUtf8String(text)) }) });
}
