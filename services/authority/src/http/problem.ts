import type { Clock } from '@kazasu/server/clock';
import { HttpError, type HttpErrorCode } from '@kazasu/server/http';
import { KeyError } from '@kazasu/server/keys';
import { codeOf, type Log } from '@kazasu/server/log';
import { isUnavailable } from '@kazasu/server/store';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AuthorityError, type AuthorityErrorCode } from '../error.ts';
import { nextMidnight } from '../validity.ts';

const STATUS: Record<AuthorityErrorCode, ContentfulStatusCode> = {
  unauthorized: 401,
  origin_refused: 403,
  not_found: 404,
  media_type: 415,
  too_large: 413,
  request_invalid: 400,
  record_invalid: 400,
  portrait_invalid: 400,
  issued_at_invalid: 400,
  signature_not_allowed: 400,
  resident_exists: 409,
  resident_gone: 409,
  card_state: 409,
  event_unknown: 404,
  face_invalid: 400,
  signed_message_invalid: 400,
  signed_message_used: 409,
  consent_unknown: 404,
  consent_ended: 403,
  verifier_exists: 409,
  verifier_unknown: 404,
  purpose_refused: 403,
  quota_exceeded: 429,
  resident_unknown: 404,
  card_conflict: 409,
  certificate_unknown: 404,
  already_revoked: 409,
  revocation_time_invalid: 400,
  audit_empty: 404,
  crl_unknown: 404,
  issuer_expired: 410,
  hierarchy_mismatch: 500,
  ceremony_refused: 500,
  unavailable: 503,
  too_many_requests: 429,
  internal: 500,
};

const READING: Record<HttpErrorCode, AuthorityErrorCode> = {
  'http/media-type': 'media_type',
  'http/too-large': 'too_large',
  'http/malformed': 'request_invalid',
};

export function statusOf(problem: AuthorityError): ContentfulStatusCode {
  return STATUS[problem.code];
}

/** What the outside may know of an error. */
export function problemOf(error: unknown): AuthorityError {
  if (error instanceof AuthorityError) return error;
  if (error instanceof HttpError) return new AuthorityError(READING[error.code], error.message);
  if (error instanceof KeyError && error.code === 'key/token') {
    return new AuthorityError('unavailable', 'the key cannot be used now', error);
  }
  if (isUnavailable(error)) return new AuthorityError('unavailable', 'the store is away', error);
  return new AuthorityError('internal', 'something went wrong here', error);
}

/** What is answered to an error: an AuthorityProblem. What is our own fault goes to the log, by its code. */
export function problemAnswer({ log, clock }: { readonly log: Log; readonly clock: Clock }, error: unknown) {
  const { code, message } = problemOf(error);
  const status = STATUS[code];
  if (status >= 500) log.error('request.failed', { code: codeOf(error) });
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="authority"';
  if (code === 'unavailable') headers['Retry-After'] = '10';
  if (code === 'quota_exceeded') headers['Retry-After'] = String(secondsUntilTomorrow(clock.now()));
  return { status, body: { error: code, message }, headers };
}

/** Quotas are counted by days in Japan. */
function secondsUntilTomorrow(now: number): number {
  return Math.ceil((nextMidnight(now) - now) / 1000);
}
