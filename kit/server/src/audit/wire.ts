/** What a service's HTTP contract says of its audit log, whatever its entries hold. Depends on nothing: browsers read contracts too. */
import * as v from 'valibot';

/** SHA-256, hexadecimal in lower case. */
export const AuditHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Up to 500 entries, in order; `more` says whether there are entries behind the last of these. */
export function auditPageOf<const Entry extends v.GenericSchema>(entry: Entry) {
  return v.object({ entries: v.array(entry), more: v.boolean() });
}

/** Where the chain ends: the number of its last entry, 0 for none, and that entry's hash. */
export const AuditHead = v.object({ number: v.number(), hash: AuditHash });
export type AuditHead = v.InferOutput<typeof AuditHead>;

/** `brokenAt` is the number of the first entry that is missing or does not fit; absent where all do. */
export const AuditVerdict = v.object({
  head: AuditHead,
  intact: v.boolean(),
  brokenAt: v.optional(v.number()),
});
export type AuditVerdict = v.InferOutput<typeof AuditVerdict>;
