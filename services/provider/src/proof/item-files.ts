import { fromBase64url } from '@kazasu/bytes';
import {
  type AgeRecord,
  CardError,
  type ChipKey,
  type CvCertificate,
  type FourItems,
  type Integrity,
  parseAgeRecord,
  parseChipKey,
  parseCvCertificate,
  parseFourItems,
  parseIntegrity,
} from '@kazasu/card';
import type { ProvedItems } from '../api/app.ts';

/** What the card showed of itself, as bytes: files whole, signatures as the chip made them. */
export interface ItemFiles {
  /** Files 0002, 0003, 0004 and 0007 of the text application, and a signature by the key in 0007. */
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly issuerCertificate: Uint8Array;
  readonly chipKey: Uint8Array;
  readonly chipSignature: Uint8Array;
  /** Files 0001 and 0004 of the surface application, and a signature by the key in 0001. */
  readonly age: {
    readonly record: Uint8Array;
    readonly issuerCertificate: Uint8Array;
    readonly signature: Uint8Array;
  };
}

/** Throws BytesError for what is not base64url. */
export function itemFilesOf({ age, ...text }: ProvedItems): ItemFiles {
  return {
    fourItems: fromBase64url(text.fourItems),
    integrity: fromBase64url(text.integrity),
    issuerCertificate: fromBase64url(text.issuerCertificate),
    chipKey: fromBase64url(text.chipKey),
    chipSignature: fromBase64url(text.chipSignature),
    age: {
      record: fromBase64url(age.record),
      issuerCertificate: fromBase64url(age.issuerCertificate),
      signature: fromBase64url(age.signature),
    },
  };
}

export interface ParsedText {
  readonly items: FourItems;
  readonly integrity: Integrity;
  readonly certificate: CvCertificate;
}

export interface ParsedAge {
  readonly record: AgeRecord;
  readonly certificate: CvCertificate;
}

/** Each undefined where a file has not its form. */
export function parseText(files: ItemFiles): ParsedText | undefined {
  return parsed(() => ({
    items: parseFourItems(files.fourItems),
    integrity: parseIntegrity(files.integrity),
    certificate: parseCvCertificate(files.issuerCertificate),
  }));
}

export function parseChip(files: ItemFiles): ChipKey | undefined {
  return parsed(() => parseChipKey(files.chipKey));
}

export function parseAge({ age }: ItemFiles): ParsedAge | undefined {
  return parsed(() => ({
    record: parseAgeRecord(age.record),
    certificate: parseCvCertificate(age.issuerCertificate),
  }));
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}
