/**
 * Platform operators (PF事業者): whom the signed results of private clients are encrypted for, and by which key. Owns their registration,
 * their keys, inline or by an address that is asked as carefully as a client's, and the choice among them. Refuses keys that are
 * not for encryption alone, private ones, and those too weak.
 */

export { createOperator } from './operator.ts';
export type { PlatformOperator } from './operator-data.ts';
export { OperatorError, type OperatorErrorCode } from './operator-error.ts';
export { type OperatorKeys, operatorKeys } from './operator-keys.ts';
export {
  deleteOperator,
  findOperator,
  insertOperator,
  listOperators,
  OPERATOR_TABLES,
  replaceOperator,
} from './operator-store.ts';
export { importResultKey, importResultKeys, type ResultKey } from './result-key.ts';
