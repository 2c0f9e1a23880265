/**
 * Name constraints (RFC 5280 section 4.2.1.10) of every form. A path carries a `NameConstraintsState` from the
 * anchor to the leaf and calls `applyNameConstraints` for each certificate; one file a name form says what lies
 * within a subtree. Refuses what it cannot decide: forms without a rule, malformed constraints and malformed names as
 * soon as they meet, and more comparisons than a budget allows.
 */
export { applyNameConstraints, type ConstraintFault, type ConstraintReason } from './apply.ts';
export { hostOf } from './host.ts';
export { mailboxOf } from './mailbox.ts';
export {
  initialNameConstraints,
  type NameConstraintsState,
  narrowed,
} from './state.ts';
