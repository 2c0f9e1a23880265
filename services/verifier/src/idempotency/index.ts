/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a request that is repeated is done once. Owns the key's form
 * and what tells two requests apart; that one alone is recorded, the log sees to by one atomic statement. Keys are a tenant's
 * own, and kept as hashes.
 */
export { onceAt, onceOf } from './idempotency-key.ts';
export { InProgress } from './in-progress.ts';
