/**
 * The surface application (券面事項確認AP): what the card's face shows, signed by the issuer, as files, and the numbers
 * printed on it that open them. Codecs in both directions; images are opaque bytes and no signature is judged here.
 */
export {
  type AgeContent,
  type AgeRecord,
  ageRecordBody,
  encodeAgeRecord,
  parseAgeRecord,
} from './age-record.ts';
export {
  encodeSurfaceInformation,
  parseSurfaceInformation,
  type SurfaceInformation,
} from './basic-information.ts';
export { birthdateKey, checkNumberB, type PrintedNumbers } from './check-number.ts';
export { SURFACE } from './ef.ts';
export { encodeFace, type Face, type FaceContent, type FaceGroups, faceGroups, parseFace } from './face.ts';
export { faceDigestInfo, faceSignatureInput } from './face-signature.ts';
export {
  encodeMyNumberImage,
  type MyNumberImage,
  type MyNumberImageContent,
  myNumberImageBody,
  parseMyNumberImage,
} from './my-number-image.ts';
