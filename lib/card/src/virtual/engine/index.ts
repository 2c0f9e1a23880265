/**
 * What every chip card is: a master file and applications with files behind access rules, a security status that a
 * selection or a reset takes away, try counters that survive power loss. Which files and which instructions a card has
 * is a layout's business, and no name of any card stands here.
 */
export { mayUse } from './access.ts';
export { type Instruction, ok, status } from './answer.ts';
export { type CardParts, createCard } from './card.ts';
export type { CardKeys } from './card-keys.ts';
export {
  type Access,
  type CardApplication,
  type CardFile,
  type CardFiles,
  type CardLayout,
  data,
  type InstructionTable,
  type KeyFile,
  type MasterFile,
  type PinFile,
  type RecordFile,
} from './layout.ts';
export { type DurableMemory, heldInRam, type PinRecord } from './memory.ts';
export { replacePin, triesLeft, tryPin } from './pin-counter.ts';
export { IN_MESSAGE, type SecureChannel } from './secure-channel.ts';
export {
  type CardState,
  enter,
  fileOf,
  powerOn,
  referencedFile,
  type Session,
  verifiedHere,
} from './session.ts';
