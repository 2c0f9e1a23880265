/**
 * What every chip card is: a master file and applications with files behind access rules, a security status that a
 * selection or a reset takes away, try counters that survive power loss. Which files and which instructions a card has
 * is a layout's business, and no name of any card stands here.
 */
export { mayUse } from './access.ts';
export { type Instruction, ok, status } from './answer.ts';
export { type CardParts, createCard, type VirtualCard } from './card.ts';
export type {
  Access,
  CardApplication,
  CardFile,
  CardFiles,
  CardLayout,
  DataFile,
  InstructionTable,
  KeyFile,
  MasterFile,
  PinFile,
  RecordFile,
} from './layout.ts';
export { type EngineMemory, replacePin, triesLeft, tryPin } from './pin-counter.ts';
export type { SecureChannel } from './secure-channel.ts';
export {
  type CardState,
  enter,
  fileOf,
  powerOn,
  referencedFile,
  type Session,
  verifiedHere,
} from './session.ts';
