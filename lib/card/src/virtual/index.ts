/**
 * The virtual card: answers APDUs from given contents, the card's keys and a durable memory. It knows no PKI:
 * certificates are bytes to it. Counts tries as the real card does and gives none back. `engine/` is what every chip
 * card is, `command/` the instructions, `messaging/` secure messaging, `layout/` the My Number Card; a card of another
 * kind is another layout with `createCard`, made within this room of the engine's and the instructions' doors.
 */

export type { Card as VirtualCard } from '../transport.ts';
export { createVirtualCard, type VirtualCardParts } from './card.ts';
export { openCardKeys } from './card-keys.ts';
export type { CardContents, CardKeyName, CardMemory, PinMemory, PinName } from './contents.ts';
export type { CardKeys, PinRecord } from './engine/index.ts';
export { freshPins, memoryInRam, type PinValues } from './memory.ts';
export { cardTransport } from './transport.ts';
