/**
 * The local agent: lends the card readers of this computer to a page in the browser. Owns who may speak to it (pages of named
 * origins, on this computer, paired by a code that only its terminal shows), which one page holds a card, and that the card loses its power
 * at the end. Knows no command of a card and keeps none; what is relayed stands in no log. To everybody else it hangs up without
 * a word, so that a page of another origin learns no more than from a port where nobody listens.
 */
export { parseOrigin } from './door.ts';
export { runAgent } from './run.ts';
