/** What judges the items of a card, without what reads one: for a server that never sees a card. The same names as in the room's index. */

export type { RsaPublicKey } from '../application/index.ts';
export { sha256DigestInfo } from '../application/jpki/digest-info.ts';
export { type FourItems, parseFourItems } from '../application/text/index.ts';
export type { ItemProof } from '../reader/chip.ts';
export {
  type CvIssuer,
  ISSUER_NUMBERS,
  type ItemIssuers,
  type ItemProofCheck,
  type ItemProofCheckId,
  issuersByApplication,
  verifyItemProof,
} from './index.ts';
