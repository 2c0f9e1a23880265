import * as v from 'valibot';
import { Id, Instant, Slug } from '../openapi/index.ts';
import { answerOf, type StatusCheck } from './check.ts';
import { STATUSES } from './status.ts';

/** Whose certificate: exactly one of the two. */
export const Subject = {
  personId: v.optional(Id),
  verificationId: v.optional(Id),
};

export const Method = v.picklist(['crl', 'ocsp']);

export function isOne({
  personId,
  verificationId,
}: {
  personId?: unknown;
  verificationId?: unknown;
}): boolean {
  return (personId === undefined) !== (verificationId === undefined);
}

export const StatusCheckRequest = v.pipe(
  v.strictObject({ ...Subject, purpose: Slug, method: v.optional(Method, 'crl') }),
  v.check((item) => isOne(item)),
);

/** What is kept of an answer. Times are milliseconds since 1970. */
export const StatusAnswer = v.strictObject({
  id: Id,
  at: Instant,
  personId: Id,
  purpose: Slug,
  method: Method,
  status: v.picklist(STATUSES),
  /** Of a revoked certificate, and of one on hold: since when. */
  revokedAt: v.optional(Instant),
  /** CRLReason's name (RFC 5280 5.3.1). */
  reason: v.optional(v.string()),
  /** When the authority made the list or the answer. */
  sourceUpdatedAt: v.optional(Instant),
  /** Of an unknown one: which rule its evidence did not meet. */
  undecided: v.optional(v.string()),
});

export const StatusCheckView = v.strictObject({
  ...StatusAnswer.entries,
  evidence: v.strictObject({ id: Id, leafIndex: v.number() }),
});
export type StatusCheckView = v.InferOutput<typeof StatusCheckView>;

export function viewOf({ leafIndex, ...check }: StatusCheck): StatusCheckView {
  return { ...answerOf(check), evidence: { id: check.id, leafIndex } };
}
