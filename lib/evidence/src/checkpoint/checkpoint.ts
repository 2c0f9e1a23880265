import { equal, fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import { EvidenceError } from '../error.ts';
import { isWholeNumber } from '../json/index.ts';
import { HASH_LENGTH } from '../merkle/index.ts';
import { type NoteKey, requireEd25519, verifyEd25519 } from './key.ts';
import { encodeNote, isKeyName, keyIdOf, NOTE_ALGORITHM, type NoteSignature, parseNote } from './note.ts';

/** What a log signs: the root of its tree at a size (C2SP tlog-checkpoint). */
export interface TreeHead {
  /** The log's name. Also that of its key. */
  readonly origin: string;
  readonly size: number;
  /** 32 octets. */
  readonly root: Uint8Array;
}

/** A tree head as a signed note, read and not yet believed. */
export interface Checkpoint extends TreeHead {
  /** The text that is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Signs the octets of a note's text by Ed25519, 64 octets. */
export type SignNote = (text: Uint8Array) => Uint8Array;

const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

/** The text of a checkpoint: origin, size and root, a line each. Throws `evidence/checkpoint`. */
function checkpointText({ origin, size, root }: TreeHead): string {
  if (!isKeyName(origin)) throw new EvidenceError('evidence/checkpoint', 'not an origin');
  if (!isWholeNumber(size) || root.length !== HASH_LENGTH) {
    throw new EvidenceError('evidence/checkpoint', 'not a tree head');
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** A checkpoint signed by its log. The log must sign no two heads that do not continue each other. */
export function createCheckpoint(options: TreeHead & { publicKey: Uint8Array; sign: SignNote }): Uint8Array {
  const { origin, publicKey, sign } = options;
  requireEd25519(publicKey);
  const text = checkpointText(options);
  const keyId = keyIdOf(origin, publicKey, NOTE_ALGORITHM.ed25519);
  return encodeNote({ text, signatures: [{ name: origin, keyId, signature: sign(toUtf8(text)) }] });
}

/**
 * Reads a checkpoint without believing it. Throws `evidence/checkpoint`; extension lines are refused: what they say is not
 * auditable (C2SP tlog-checkpoint), and these logs write none.
 */
export function parseCheckpoint(octets: Uint8Array): Checkpoint {
  const { text, signatures } = parseNote(octets);
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  if (rest.length !== 1 || rest[0] !== '' || !isKeyName(origin) || !SIZE.test(size)) {
    throw new EvidenceError('evidence/checkpoint', 'not a checkpoint of origin, size and root');
  }
  const head = { origin, size: Number(size), root: readRoot(root) };
  if (!isWholeNumber(head.size)) throw new EvidenceError('evidence/checkpoint', 'a tree too large');
  return { ...head, text, signatures };
}

/**
 * Whether the log signed the checkpoint. Of a signature line with the key's name and id, all must be its signatures;
 * lines of others are passed over (C2SP signed-note). Throws `evidence/key` for what is no Ed25519 key.
 */
export function verifyCheckpoint(checkpoint: Checkpoint, log: NoteKey): boolean {
  const lines = linesOf(checkpoint, log, NOTE_ALGORITHM.ed25519);
  const text = toUtf8(checkpoint.text);
  return (
    checkpoint.origin === log.name &&
    lines.length > 0 &&
    lines.every(({ signature }) => verifyEd25519(log.publicKey, text, signature))
  );
}

/** The signature lines with a key's name and id. */
export function linesOf(checkpoint: Checkpoint, key: NoteKey, algorithm: number): NoteSignature[] {
  requireEd25519(key.publicKey);
  const keyId = keyIdOf(key.name, key.publicKey, algorithm);
  return checkpoint.signatures.filter((line) => line.name === key.name && equal(line.keyId, keyId));
}

function readRoot(text: string): Uint8Array {
  const octets = readBase64(text);
  if (octets.length !== HASH_LENGTH) throw new EvidenceError('evidence/checkpoint', 'a root has 32 octets');
  return octets;
}

function readBase64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new EvidenceError('evidence/checkpoint', 'root is not base64', cause);
  }
}
