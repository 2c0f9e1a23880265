/**
 * The file that one record is handed out as: its types, and a strict and bounded codec. Nothing in a bundle is believed for
 * standing there: parts by the entry's commitments, objects by their hashes, the entry by the tree, the tree by keys and
 * anchors that who checks brings along.
 */
export {
  BUNDLE_LIMITS,
  type Bundle,
  type EvidenceObject,
  type LogIdentity,
  OBJECT_TYPES,
  type ObjectType,
  type OpenedPart,
  type ProofLink,
} from './bundle.ts';
export { encodeBundle, parseBundle } from './codec.ts';
