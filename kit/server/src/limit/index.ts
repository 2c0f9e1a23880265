/**
 * Who may ask how much, and whose turn it is when there is more to do than can be done. Owns: how often an address or a client may ask
 * (GCRA, of bounded memory), how many requests are worked on at once, the waiting room and its turns, the door before a service that
 * applies all of it on the bare socket, and what is counted and told of refusals.
 * Refuses: to parse a body, to look at a token, to ask the store; to decide what a request is: a service says that of its own, in
 * {@link DoorRules}. Everything is counted in the memory of one process (ADR 0055).
 *
 * A request goes through: asked → (its body arrives) → let in, or waiting → let in or refused. A refusal is answered after a pause.
 */
export {
  type Admission,
  type AdmissionOptions,
  createAdmission,
  type Ticket,
  type Urgency,
} from './admission.ts';
export { type Asked, type Door, type DoorOptions, type DoorRules, openDoor, type RefusedAs } from './door.ts';
export { addressLine, widerLine } from './line.ts';
export { type RateLimit, type RateLimitOptions, type RateLimitsOptions, rateLimit } from './rate-limit.ts';
export { LIMITS, type Limit } from './refusals.ts';
export { LimitSettings, PER_ADDRESS, Rate } from './settings.ts';
