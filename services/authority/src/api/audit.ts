/** The audit: what was done, by whom, when, to which certificates. Never a personal item. */
import { AuditHash, auditPageOf } from '@kazasu/server/audit/wire';
import * as v from 'valibot';
import { CertificateId } from './base.ts';

export { AuditHead, AuditVerdict } from '@kazasu/server/audit/wire';

export const AuditEntry = v.object({
  /** From 1, without gaps. */
  number: v.number(),
  at: v.number(),
  event: v.string(),
  /** `counter:<official>`, `verifier:<id>`, `holder`; of the administration `admin:<id>`, `admin` or `unknown`. */
  actor: v.string(),
  residentId: v.nullable(v.string()),
  certificates: v.array(CertificateId),
  /** Revocation reason, purpose, or the like: a word of ours. */
  reason: v.nullable(v.string()),
  /** `done`, or the code of the refusal. */
  outcome: v.string(),
  /** What the administration did it to, such as `administrator:<id>`; what else is told: who agreed, which proposal, fingerprints. */
  subject: v.optional(v.string()),
  detail: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
  /** SHA-256 (hex) over the hash of the entry before and this entry, see kit/server/audit. */
  hash: AuditHash,
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

export const AuditPage = auditPageOf(AuditEntry);
export type AuditPage = v.InferOutput<typeof AuditPage>;
