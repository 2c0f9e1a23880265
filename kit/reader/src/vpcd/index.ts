/**
 * Shows a card to other PC/SC software through the virtual reader `vpcd`: we are its TCP client, and the card is on
 * the reader as long as the connection stands. Owns framing, the answers to power and presence, and coming back when
 * the driver went away. Knows no command: what the card answers is passed on as it is.
 */
export { ReaderError, type ReaderErrorCode } from '../error.ts';
export { ATR, cardBehind, cardInProcess, type VpcdCard } from './card.ts';
export { serveVpcd, type VpcdEvent, type VpcdOptions } from './serve.ts';
export type { VpcdFaultCode } from './session.ts';
