/**
 * The login, or the signature, on the screen: which screen is shown, what may happen there, and what the person has typed. No
 * element of a page, so that every path is tested without a browser. Owns the PINs between the pad and the card
 * and overwrites them; keeps the transaction token in session storage, and nothing else anywhere.
 */
export type {
  BoxCard,
  CardReader,
  ReaderId,
  ReaderPanelProps,
} from './card-reader.ts';
export { cardTime } from './card-time.ts';
export { wayBack } from './deciding.ts';
export { type Explanation, explain } from './explain.ts';
export { fingerprintOf, requireSameCard } from './fingerprint.ts';
export { FlowHistory } from './flow-history.ts';
export { Login } from './login.ts';
export type { Owner } from './owner.ts';
export { PinKeeper } from './pin-keeper.ts';
export { problemOf } from './problem-of.ts';
export type { Held, Problem, Screen } from './screen-state.ts';
export { createSession, type Session, takeOpenCode } from './session.ts';
export { signaturePassword } from './signature-password.ts';
export { type FlowStep, stepsFor } from './steps.ts';
export { createTabs, type Tabs, tabHash } from './tabs.ts';
export { withCard } from './with-card.ts';
export type { LoginWorld } from './world.ts';
