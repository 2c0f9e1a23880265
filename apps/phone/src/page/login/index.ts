/**
 * The login, or the signature, on the screen: which screen is shown, what may happen there, and what the person has typed. No React and
 * no element of a page, so that every path is tested without a browser. Owns the PINs between the pad and the card
 * and overwrites them; keeps the transaction token in session storage, and nothing else anywhere.
 */

export type { BoxCard, CardReader, ReaderId, ReaderPanelProps } from './card-reader.ts';
export { type Explanation, explain } from './explain.ts';
export { Login, type LoginWorld } from './login.ts';
export type { Held, Problem, Screen } from './screen-state.ts';
export { createSession, type Session, takeOpenCode } from './session.ts';
export { signaturePassword } from './signature-password.ts';
