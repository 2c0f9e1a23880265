import { HEAD_TABLES } from './head/head-store.ts';
import { RETENTION_TABLES } from './retention/retention-store.ts';

/**
 * Rows of the log and of the tree are only ever inserted; of a record's row only what is not part of the tree changes. The one row of
 * `verifier_log` makes all of them one sequence: whoever appends changes it first.
 */
export const EVIDENCE_TABLES = [
  // The right edge of the tree: its size, and the roots of its complete subtrees.
  `CREATE TABLE verifier_log (
    id TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    frontier BYTES NOT NULL
  )`,
  // A leaf, and what is known of it without opening it. Without the key of the record nobody opens `sealed`.
  `CREATE TABLE verifier_record (
    leaf_index BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tenant_id TEXT,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    entry BYTES NOT NULL,
    verdict TEXT,
    purpose TEXT,
    reference TEXT,
    person_id TEXT,
    sealed BYTES,
    contract_ended_at BIGINT,
    retain_until BIGINT,
    erased_at BIGINT
  )`,
  'CREATE INDEX verifier_record_tenant ON verifier_record (tenant_id, leaf_index)',
  'CREATE INDEX verifier_record_person ON verifier_record (tenant_id, person_id, leaf_index)',
  'CREATE INDEX verifier_record_reference ON verifier_record (tenant_id, reference, leaf_index)',
  'CREATE INDEX verifier_record_kept ON verifier_record (tenant_id, at) WHERE erased_at IS NULL',
  // Key of one record, wrapped by the master key. To delete the row is to erase the person.
  `CREATE TABLE verifier_record_key (
    record_id TEXT NOT NULL PRIMARY KEY,
    wrapped BYTES NOT NULL
  )`,
  // What tells of no person and is the same for many: lists, certificates of authorities, tokens; named by SHA-256.
  `CREATE TABLE verifier_object (
    hash TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    octets BYTES NOT NULL
  )`,
  // Requests that may be repeated, for as long as that is honoured.
  `CREATE TABLE verifier_once (
    tenant_id TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    record_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, key_hash)
  )`,
  'CREATE INDEX verifier_once_expiry ON verifier_once (expires_at)',
  // Tiles without the nodes between their levels: `TREE_TABLES` has taken their place.
  `CREATE TABLE verifier_tile (
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hashes BYTES NOT NULL,
    PRIMARY KEY (level, number)
  )`,
  ...HEAD_TABLES,
  ...RETENTION_TABLES,
] as const;

/** Of the second migration. What the tiles of the first held follows from the entries, as these do: opening the log makes them. */
export const TREE_TABLES = [
  'DROP TABLE verifier_tile',
  // 256 roots of complete subtrees of 256^level leaves, and all complete subtrees that they make, in the order in which they became
  // complete. Of level 0 whole tiles only: what is open is read from the entries.
  `CREATE TABLE verifier_tree_tile (
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    nodes BYTES NOT NULL,
    PRIMARY KEY (level, number)
  )`,
] as const;
