/**
 * The signature API: digests that one client wants signed, once, and what came of it. A stored record goes along with the
 * interaction that takes it, and ends with it:
 *
 *     created ──authorization──▶ begun ──proof──▶ proved ──answer fetched──▶ signed ──time──▶ gone
 *        │                         └──────────────┴──▶ declined, failed
 *        └── any of them, when the time is up ───────▶ expired
 *
 * Routes: `POST /sign-transactions` (the client's own token), `GET /sign-transactions/{id}/result` (the person's token).
 * Owns the signed result (JWE) for platform operators and the operators themselves (operator/). Refuses documents: a digest and a name are all that
 * has a place here; a second authorization, another session's token, and everything after its time. Does not judge the
 * signatures over the digests: the client or its operator does, as with the real service.
 */
export {
  createOperator,
  deleteOperator,
  findOperator,
  insertOperator,
  listOperators,
  OPERATOR_TABLES,
  OperatorError,
  type OperatorErrorCode,
  type OperatorKeys,
  operatorKeys,
  type PlatformOperator,
  replaceOperator,
} from './operator/index.ts';
export { resultOf } from './result.ts';
export { sealResult } from './sealed.ts';
export { mountSign } from './sign.ts';
export { inputsOf } from './sign-transaction.ts';
export type { SignTransaction } from './sign-transaction-data.ts';
export {
  deleteSignTransactionsOf,
  endSignTransaction,
  extendSignTransaction,
  findByInteraction,
  isOpen,
  keepResult,
  releaseResult,
  SIGN_TABLES,
  type SignEnd,
  sweepSignTransactions,
  takeSignTransaction,
} from './sign-transaction-store.ts';
