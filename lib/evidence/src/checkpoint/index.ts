/**
 * Signed tree heads: C2SP checkpoints, signed notes with Ed25519, and witnesses' cosignatures. A note is read whole or refused;
 * a signature counts only for a key that the caller names.
 */
export {
  type Checkpoint,
  createCheckpoint,
  parseCheckpoint,
  type SignNote,
  type TreeHead,
  verifyCheckpoint,
} from './checkpoint.ts';
export { cosignatureTime, cosignCheckpoint, withLines } from './cosignature.ts';
export { ED25519, type NoteKey } from './key.ts';
export { isSignatureLine, keyIdOf, NOTE_ALGORITHM, NOTE_LIMITS, type NoteSignature } from './note.ts';
