/** The card: APDUs, status words, applications, PIN rules and the reader. Runs in a browser. */
export type { Transport } from './transport.ts';
