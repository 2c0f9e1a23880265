import { CardError, type CardErrorCode } from '../error.ts';
import { STATUS } from '../status.ts';

const CODES: ReadonlyMap<number, CardErrorCode> = new Map<number, CardErrorCode>([
  [STATUS.notFound, 'card/not-found'],
  [STATUS.referenceNotFound, 'card/not-found'],
  [STATUS.securityStatus, 'card/security-status'],
]);

/** The error for a status word that refuses. What was being done goes into the message, never with what. */
export function statusError(status: number, doing: string): CardError {
  const code = CODES.get(status) ?? 'card/unexpected-status';
  return new CardError(code, `${doing}: status ${status.toString(16).padStart(4, '0')}`, { status });
}

/** Throws unless the status word says that all is well. */
export function requireOk(status: number, doing: string): void {
  if (status !== STATUS.ok) throw statusError(status, doing);
}
