/**
 * The text application (券面事項入力補助AP): My Number, the four items, the issuer's signature over both,
 * and the keys of the application, as files.
 * Codecs in both directions; judging signatures is left to whoever holds the issuer's keys.
 */
export { type BasicInformation, encodeBasicInformation, parseBasicInformation } from './basic-information.ts';
export { type ChipKey, chipKeyBody, encodeChipKey, parseChipKey } from './chip-key.ts';
export { TEXT } from './ef.ts';
export {
  encodeFourItems,
  type FourItems,
  fourItemsHashInput,
  parseFourItems,
} from './four-items.ts';
export { encodeIntegrity, type Integrity, integrityBody, parseIntegrity } from './integrity.ts';
export { encodeMyNumber, myNumberCheckDigit, parseMyNumber } from './my-number.ts';
export { encodeSessionKey, parseSessionKey } from './session-key.ts';
