/**
 * The virtual card: answers APDUs from given contents, the chip's keys and a durable memory. It knows no PKI:
 * certificates are bytes to it. Counts tries as the real card does and gives none back. `engine/` is what every chip
 * card is, `command/` the instructions, `messaging/` secure messaging, `layout/` the My Number Card; a card of another
 * kind is another layout with `createCard`, made within this room of the engine's and the instructions' doors.
 */
export { createVirtualCard, type VirtualCardParts } from './card.ts';
export { openChipKeys } from './chip-keys.ts';
export type {
  CardContents,
  CardKeyName,
  CardMemory,
  ChipKeys,
  PinMemory,
  PinName,
  PinRecord,
} from './contents.ts';
export { type CardLayout, type CardParts, createCard, type VirtualCard } from './engine/index.ts';
export { freshPins, memoryInRam, type PinValues } from './memory.ts';
export { cardTransport } from './transport.ts';
