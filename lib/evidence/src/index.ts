/**
 * Evidence that stands without whoever made it: Merkle trees (RFC 9162), signed tree heads (C2SP), commitments to what an
 * entry says, and the bundle that one record is handed out as, with its checker. Pure functions of their arguments; runs in a
 * browser. Refuses to believe anything that a bundle says of itself. The format: docs/evidence-bundle.md.
 */
export {
  type Bundle,
  type EvidenceObject,
  encodeBundle,
  type LogIdentity,
  type ObjectType,
  type OpenedPart,
  type ProofLink,
  parseBundle,
} from './bundle/index.ts';
export * from './check/index.ts';
export {
  type Checkpoint,
  cosignatureTime,
  cosignCheckpoint,
  createCheckpoint,
  keyIdOf,
  NOTE_ALGORITHM,
  NOTE_LIMITS,
  type NoteKey,
  parseCheckpoint,
  type SignNote,
  type TreeHead,
  verifyCheckpoint,
} from './checkpoint/index.ts';
export {
  commit,
  commitValidation,
  type Entry,
  type EntryKind,
  encodeEntry,
  isOcspPart,
  opens,
  parseEntry,
  SALT_LENGTH,
  VALIDATION_PART,
} from './entry/index.ts';
export { EvidenceError, type EvidenceErrorCode } from './error.ts';
export { explainEvidence } from './explain.ts';
export {
  emptyRoot,
  Frontier,
  HASH_LENGTH,
  type LeafRange,
  leafHash,
  type NodeId,
  nodeHash,
  nodesOfPlan,
  planConsistency,
  planInclusion,
  proofOf,
  type ReadNode,
  rootOf,
  sha256,
  verifyConsistency,
  verifyInclusion,
} from './merkle/index.ts';
export {
  encodeRequestPart,
  encodeSignaturePart,
  parseRequestPart,
  parseSignaturePart,
  type RecordedSignature,
  type RequestMethod,
  type RequestPart,
  type SignatureAlgorithm,
  type SignaturePart,
  type SignatureTimestamp,
  type SignedOctets,
} from './part/index.ts';
export * from './trust/index.ts';
