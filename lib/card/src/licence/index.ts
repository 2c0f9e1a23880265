/**
 * The driver's licence (運転免許証, police specification 007 to 010): its files in both directions and the reader. Runs in
 * a browser. It judges no signature, and knows nothing of the licence on a My Number Card, which is another application.
 */

export type { LicencePinName } from '../pin.ts';
export {
  LICENCE_CATEGORIES,
  LICENCE_CATEGORY_NAMES,
  type LicenceCategory,
} from './category.ts';
export {
  encodeLicenceChanges,
  type LicenceChange,
  type LicenceChangeKind,
  type LicenceChanges,
  NOTHING_ADDED,
  parseLicenceChanges,
} from './change.ts';
export {
  encodeLicenceCommonData,
  encodePinSetting,
  type LicenceCommonData,
  parseLicenceCommonData,
  parsePinSetting,
} from './common-data.ts';
export { LICENCE, LICENCE_AID, LICENCE_LENGTH } from './ef.ts';
export {
  type ExternalCharacter,
  encodeExternalCharacters,
  parseExternalCharacters,
} from './external-character.ts';
export {
  encodeLicenceDomicile,
  encodeLicenceItems,
  type LicenceItems,
  parseLicenceDomicile,
  parseLicenceItems,
} from './items.ts';
export { LICENCE_PIN_RULE, type LicencePin, UNSET_LICENCE_PIN } from './pin.ts';
export { type LicenceFiles, type LicenceReader, openLicence } from './reader.ts';
export {
  encodeLicencePhoto,
  encodeLicenceSignature,
  type LicenceSignature,
  licenceSignatureInput,
  parseLicencePhoto,
  parseLicenceSignature,
  type SignedLicenceFiles,
} from './signature.ts';
export { EXTERNAL_CHARACTERS, MISSING_CHARACTER } from './text.ts';
