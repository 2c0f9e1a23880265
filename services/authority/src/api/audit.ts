/** The audit: what was done, by whom, when, to which certificates. Never a personal item. */
import * as v from 'valibot';
import { CertificateId } from './base.ts';

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const AuditEntry = v.object({
  /** From 1, without gaps. */
  number: v.number(),
  at: v.number(),
  event: v.string(),
  /** `counter:<official>`, `verifier:<id>` or `holder`. */
  actor: v.string(),
  residentId: v.nullable(v.string()),
  certificates: v.array(CertificateId),
  /** Revocation reason, purpose, or the like: a word of ours. */
  reason: v.nullable(v.string()),
  /** `done`, or the code of the refusal. */
  outcome: v.string(),
  /** SHA-256 (hex) over the hash of the entry before and this entry, see kit/server/audit. */
  hash: Hash,
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

export const AuditPage = v.object({ entries: v.array(AuditEntry), more: v.boolean() });
export type AuditPage = v.InferOutput<typeof AuditPage>;

export const AuditHead = v.object({ number: v.number(), hash: Hash });
export type AuditHead = v.InferOutput<typeof AuditHead>;

/** `brokenAt` is the number of the first entry that is missing or does not fit; absent where all do. */
export const AuditVerdict = v.object({
  head: AuditHead,
  intact: v.boolean(),
  brokenAt: v.optional(v.number()),
});
export type AuditVerdict = v.InferOutput<typeof AuditVerdict>;
