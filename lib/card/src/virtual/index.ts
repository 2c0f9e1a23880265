/**
 * The virtual card: answers APDUs from given contents, a signing function and a durable memory. It knows no PKI:
 * certificates are bytes to it. Counts tries as the real card does and gives none back.
 */
export { createVirtualCard, type VirtualCard, type VirtualCardParts } from './card.ts';
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
export { freshPins, memoryInRam, type PinValues } from './memory.ts';
export { cardTransport } from './transport.ts';
