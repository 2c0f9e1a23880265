/**
 * What the operator may know about what happened. Owns: one JSON line an event, on standard output or a given
 * destination. Refuses: every field that is not on the closed list below, at compile time and at run time, so that
 * nothing personal has a place; values are bounded and cannot break out of their line.
 */
export { codeOf } from './code-of.ts';
export {
  createLog,
  type Log,
  type LogDestination,
  type LogLevel,
  type LogOptions,
  silentLog,
} from './log.ts';
export type { LogFields } from './log-fields.ts';
export { newRequestId, type RequestContext, requestContext, withRequestContext } from './request-context.ts';
export { asSecret, type Secret, type Tellable } from './secret.ts';
