/** What the rest of the verifier may do with the log. */
import type { OpenedRecord, RecordDraft, RecordPage, RecordQuery, StoredRecord } from './record/index.ts';

/** `duplicate`: a draft of the same tenant with the same `once.key` was there before; whether it was the same request, its fingerprint tells. */
export type Appended =
  | { readonly kind: 'appended'; readonly leafIndex: number }
  | { readonly kind: 'duplicate'; readonly record: StoredRecord };

/** `retained`: not yet; `until` is undefined while nobody has said when the contract ended. */
export type Erasure =
  | { readonly kind: 'erased' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'retained'; readonly until: number | undefined };

export interface ErasedPerson {
  readonly erased: number;
  /** Records that must be kept for now. */
  readonly retained: number;
  /** When the last of those may go; undefined while that is not known of one of them, or none is retained. */
  readonly until: number | undefined;
}

export interface EvidenceLog {
  /**
   * Resolves when the record is durable: everybody who waits is taken into one transaction. Rejects with an EvidenceLogError for a
   * draft that cannot be a record, with a StoreError when the database refuses; whether the record is there is then unknown
   * only for `store/unavailable`.
   */
  append(draft: RecordDraft): Promise<Appended>;
  /** Another tenant's record is absent. */
  find(tenantId: string, id: string): Promise<StoredRecord | undefined>;
  /** The record that has this key, while the key is remembered. */
  findOnce(tenantId: string, key: string): Promise<StoredRecord | undefined>;
  search(tenantId: string, query: RecordQuery): Promise<RecordPage>;
  /** Undefined when it is absent or erased. */
  open(tenantId: string, id: string): Promise<OpenedRecord | undefined>;
  /** Deletes the record's key and what it sealed, if its retention is over. The tree stands as it was. */
  erase(tenantId: string, id: string): Promise<Erasure>;
  erasePerson(tenantId: string, personId: string): Promise<ErasedPerson>;
  /** Resolves when nothing is under way any more. */
  close(): Promise<void>;
}
