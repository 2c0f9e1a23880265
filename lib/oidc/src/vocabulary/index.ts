/** The words of the protocol, with the place that defines each. Depends on nothing. */
export type { ErrorCode } from './error-code.ts';
export { errorDescription } from './error-description.ts';
export { CLIENT_ASSERTION_TYPE, GRANT_TYPES, type GrantType, isGrantType } from './grant-type.ts';
export { ITEM_SCOPES, isScope, SCOPES, type Scope } from './scope.ts';
