/** What a record of the log is, before and after it was appended. */
import type { EntryKind, EvidenceObject, OpenedPart } from '@kazasu/evidence';
import type { Verdict } from '@kazasu/pki';

/** By what a tenant finds its records again. Nothing here may tell who a person is. */
export interface SearchTerms {
  readonly verdict: Verdict;
  readonly purpose: string;
  /** The tenant's own number of the case; it goes when the record is erased. */
  readonly reference?: string | undefined;
}

/** Lets a request be repeated: of all drafts of a tenant with one key, one is appended. */
export interface Once {
  /** SHA-256 of the key, or of whatever else names the request. */
  readonly key: string;
  /** SHA-256 of the request, so that another request with the same key can be refused. */
  readonly fingerprint: string;
}

/** What is handed to the log. Parts are committed to in the entry and sealed beside it; they may be personal. */
export interface RecordDraft {
  /** A UUID of the caller's making; no two records have the same. */
  readonly id: string;
  readonly tenantId: string;
  readonly kind: Exclude<EntryKind, 'timestamp'>;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly parts: Readonly<Record<string, Uint8Array>>;
  /**
   * All but those of type `ocsp` tell of no person and are kept once, whoever refers to them; those become parts. Nobody may alter the
   * octets afterwards.
   */
  readonly objects: readonly EvidenceObject[];
  readonly personId?: string | undefined;
  readonly search: SearchTerms;
  /** JSON of the answer without personal items; sealed. */
  readonly answer: Uint8Array;
  readonly once?: Once | undefined;
}

/** A line of a list: what is known of a record without opening it. */
export interface RecordSummary {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: EntryKind;
  readonly at: number;
  readonly leafIndex: number;
  readonly verdict: Verdict;
  readonly purpose: string;
  readonly reference?: string | undefined;
  readonly personId?: string | undefined;
  readonly erasedAt?: number | undefined;
  /** When the contract ended, as the tenant says. */
  readonly contractEndedAt?: number | undefined;
  /** Until then nobody erases it; undefined while its retention has no known end. */
  readonly retainUntil?: number | undefined;
}

/** A record as it stands in the log. */
export interface StoredRecord extends RecordSummary {
  /** As it was handed in; undefined once the record is erased. */
  readonly answer: Uint8Array | undefined;
  /** The part `report`, if the record has one and is not erased: an answer need not say it a second time. */
  readonly report: Uint8Array | undefined;
  readonly fingerprint?: string | undefined;
}

/** What was sealed, opened. */
export interface OpenedRecord {
  /** Answers of responders among them, as `ocsp-1`, `ocsp-2`, … */
  readonly parts: Readonly<Record<string, OpenedPart>>;
  readonly objects: readonly EvidenceObject[];
}

export interface RecordQuery {
  readonly kind?: EntryKind | undefined;
  readonly verdict?: Verdict | undefined;
  readonly purpose?: string | undefined;
  readonly reference?: string | undefined;
  readonly personId?: string | undefined;
  /** Milliseconds since 1970: not before, and before. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only records with a smaller leaf index: `next` of the page before. */
  readonly before?: number | undefined;
  /** At most 100; 50 when not given. */
  readonly limit?: number | undefined;
}

/** Newest first. */
export interface RecordPage {
  readonly records: readonly RecordSummary[];
  /** `before` of the next page; undefined at the end. */
  readonly next?: number | undefined;
}
