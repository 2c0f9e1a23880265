/**
 * Shows a card of the town, or one in a file, to the other PC/SC software of this machine, through the virtual reader of
 * the vsmartcard project. Owns what is said about it on the terminal; the protocol is `@kazasu/reader/vpcd`'s.
 */

export { type Address, parseAddress, VPCD_DEFAULT } from './address.ts';
export { type ServeOptions, serveCard } from './serve.ts';
