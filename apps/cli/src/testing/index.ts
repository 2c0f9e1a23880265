/**
 * For this room's tests: a town with a card, a terminal that remembers, the real command in a process of its own, and a person at a real
 * terminal. Never part of the command.
 */
export { type CardBench, JIRO, openCardBench, PINS } from './card-bench.ts';
export { decodeGrey, encodeGrey, OPJ_COMPRESS, OPJ_DECOMPRESS } from './jp2.ts';
export { playAtTerminal } from './pty.ts';
export { ReaderDriver } from './reader-driver.ts';
export { KAZASU, runHere, type Said, startKazasu } from './run-here.ts';
