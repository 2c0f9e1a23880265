/**
 * The leaf of the log: one canonical JSON text that names a record, its time, the commitments to its parts and the hashes of
 * its objects. Refuses every other spelling, so that an entry has one hash. Says nothing about a person.
 */
export { commit, commitValidation, opens, SALT_LENGTH, VALIDATION_PART } from './commitment.ts';
export {
  ENTRY_KINDS,
  type Entry,
  type EntryKind,
  encodeEntry,
  isOcspPart,
  isPartName,
  parseEntry,
} from './entry.ts';
