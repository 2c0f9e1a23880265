/**
 * Single records: what they are, how a draft becomes one, how what is personal in it is sealed and opened, and how it is found again
 * by its tenant. Refuses to find a record for another tenant: every query carries the tenant's id.
 */
export { openContent, type RecordContent, sealContent } from './content.ts';
export { hashesOf } from './object.ts';
export { type NamedObject, type PreparedRecord, prepareRecord } from './prepare.ts';
export type {
  Once,
  OpenedRecord,
  RecordDraft,
  RecordPage,
  RecordQuery,
  RecordSummary,
  SearchTerms,
  StoredRecord,
} from './record-data.ts';
export { findOnce, findRecord, type RecordRow, searchRecords } from './record-store.ts';
