/**
 * The evidence: an append-only log whose records are leaves of a Merkle tree (RFC 9162), its signed and time-stamped heads,
 * what was sealed beside each record, and the bundle that a record is handed out as. Owns appending, reading, erasing and
 * retaining. Refuses to acknowledge what is not durable, to change or remove an entry, and to erase what must be kept.
 */
export type { EntryKind, EvidenceObject, ObjectType } from '@kazasu/evidence';
export { forgetOnce } from './append/index.ts';
export { EvidenceLogError, type EvidenceLogErrorCode } from './error.ts';
export type { Appended, ErasedPerson, Erasure, EvidenceLog } from './evidence-log.ts';
export { lookEveryMs } from './head/index.ts';
export { type EvidenceLogOptions, openEvidenceLog } from './log.ts';
export type {
  Once,
  OpenedRecord,
  RecordDraft,
  RecordPage,
  RecordQuery,
  RecordSummary,
  SearchTerms,
  StoredRecord,
} from './record/index.ts';
export { createEvidenceSweep, type EvidenceSweep } from './sweep.ts';
export { EVIDENCE_TABLES } from './tables.ts';
