/**
 * Whether what is stored still is the log that was appended: quickly at every start, and whole when somebody asks. Owns both
 * judgements. Refuses to mend anything: what does not fit is told, and nothing is appended to it.
 */
export { checkStart } from './check-start.ts';
export { type LogFault, type LogVerdict, type VerifyLogOptions, verifyLog } from './verify-log.ts';
