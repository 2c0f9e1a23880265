/**
 * The contract by theme: names and records, paths, status services, the counter and its events, messages signed by
 * the card's holder, verifiers, the audit. Owns shapes and their encoding; holds no rule and reaches no store.
 */
export * from './administration.ts';
export * from './audit.ts';
export * from './base.ts';
export * from './card-instruction.ts';
export * from './counter.ts';
export * from './event-bodies.ts';
export * from './items.ts';
export * from './next-card.ts';
export * from './paths.ts';
export * from './signed-message.ts';
export * from './status.ts';
export * from './verifier.ts';
