/**
 * `kazasu card`: a card at hand (a My Number Card, a licence, a residence card), in a USB reader, in the town's box or
 * in a file: what it is, what is on it, what it signs, whether it is genuine; and a town's card on a virtual reader for
 * other software. Owns how a card is chosen, how secrets are asked for, and what is said when a card or a reader
 * refuses; knows no APDU (`@kazasu/card` does).
 */
export {
  type CardCommandOptions,
  type CardContext,
  CHANGEABLE,
  changePin,
  listCards,
  type PersonaliseOptions,
  personalise,
  READ_ITEMS,
  type ReadItemOptions,
  readItem,
  type SignOptions,
  showInformation,
  showPins,
  signFile,
  type VerifyOptions,
  verifyCard,
} from './errand/index.ts';
export { atCard } from './explain/index.ts';
export { Interrupted, processKeyboard } from './pin/index.ts';
export { parseAddress, type ServeOptions, serveCard, VPCD_DEFAULT } from './serve/index.ts';
