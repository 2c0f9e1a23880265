/**
 * The residence card (在留カード) and the special permanent resident's certificate (特別永住者証明書) of the first
 * generation, public specification 1.5: its files in both directions, and the reader, which proves that it knows the
 * card number. Runs in a browser. It judges no signature, and reads no card of the second generation.
 */

export {
  encodeResidenceAddress,
  parseResidenceAddress,
  type ResidenceAddress,
} from './address.ts';
export {
  encodePermission,
  encodeRenewal,
  type PermissionKind,
  parsePermission,
  parseRenewal,
} from './back.ts';
export {
  encodeCardType,
  encodeSpecificationVersion,
  parseCardType,
  parseSpecificationVersion,
  type ResidenceCardType,
} from './common-data.ts';
export { RESIDENCE, RESIDENCE_AID, RESIDENCE_LENGTH } from './ef.ts';
export { isCardNumber } from './handshake.ts';
export { encodeFrontImage, encodePortrait, parseFrontImage, parsePortrait } from './picture.ts';
export {
  openResidenceCard,
  type ResidenceCardOptions,
  type ResidenceCardReader,
  type ResidenceSession,
} from './reader.ts';
export {
  encodeResidenceSignature,
  parseResidenceSignature,
  type ResidenceSignature,
  residenceSignatureInput,
} from './signature.ts';
export type { TripleDes } from './triple-des.ts';
