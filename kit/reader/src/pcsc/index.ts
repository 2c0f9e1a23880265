/**
 * A card on a real reader, contact or contactless, through PC/SC (pcscd, macOS, Windows). The binding is an optional
 * package with native code, loaded on first use; everything else of the project works without it. One program has the
 * card at a time, and no reconnection: a card that went away has forgotten which PINs were verified.
 */
export { ReaderError, type ReaderErrorCode } from '../error.ts';
export type { CardSearch } from './find.ts';
export { listReaders, openPcscTransport, type PcscOptions, type ReaderInformation } from './open.ts';
export type { PcscTransport } from './transport.ts';
