/**
 * The residence card (在留カード) and the special permanent resident's certificate (特別永住者証明書) of the first
 * generation, public specification 1.5: its files in both directions, and the reader, which proves that it knows the
 * card number. Runs in a browser. It judges no signature, and reads no card of the second generation.
 */
export { RESIDENCE, RESIDENCE_AID, RESIDENCE_LENGTH } from './ef.ts';
export {
  encodeCardType,
  encodeFrontImage,
  encodePermission,
  encodePortrait,
  encodeRenewal,
  encodeResidenceAddress,
  encodeResidenceSignature,
  encodeSpecificationVersion,
  type PermissionKind,
  parseCardType,
  parseFrontImage,
  parsePermission,
  parsePortrait,
  parseRenewal,
  parseResidenceAddress,
  parseResidenceSignature,
  parseSpecificationVersion,
  type ResidenceAddress,
  type ResidenceCardType,
  type ResidenceSignature,
  residenceSignatureInput,
} from './file.ts';
export { isCardNumber } from './handshake.ts';
export {
  openResidenceCard,
  type ResidenceCardOptions,
  type ResidenceCardReader,
  type ResidenceSession,
} from './reader.ts';
export type { TripleDes } from './triple-des.ts';
