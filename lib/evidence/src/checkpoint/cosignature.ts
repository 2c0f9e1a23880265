import { concat, toUtf8 } from '@kazasu/bytes';
import { EvidenceError } from '../error.ts';
import { type Checkpoint, linesOf, type SignNote } from './checkpoint.ts';
import { ED25519, type NoteKey, verifyEd25519 } from './key.ts';
import { encodeNote, keyIdOf, NOTE_ALGORITHM, parseLine, parseNote } from './note.ts';

const TIME_LENGTH = 8;

/** Adds a witness's cosignature/v1 to a note; `seconds` since 1970 (C2SP tlog-cosignature). */
export function cosignCheckpoint(
  note: Uint8Array,
  witness: NoteKey & { readonly seconds: number; readonly sign: SignNote },
): Uint8Array {
  const { name, publicKey, seconds, sign } = witness;
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new EvidenceError('evidence/checkpoint', 'not a time');
  const { text, signatures } = parseNote(note);
  const time = new Uint8Array(TIME_LENGTH);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  const signature = concat(time, sign(messageOf(text, BigInt(seconds))));
  const keyId = keyIdOf(name, publicKey, NOTE_ALGORITHM.cosignature);
  return encodeNote({ text, signatures: [...signatures, { name, keyId, signature }] });
}

/**
 * When a witness saw the checkpoint continue all that it had seen, in seconds since 1970; undefined if it did not sign, and
 * `false` if a line with its name and key id is not its signature.
 */
export function cosignatureTime(checkpoint: Checkpoint, witness: NoteKey): number | undefined | false {
  const lines = linesOf(checkpoint, witness, NOTE_ALGORITHM.cosignature);
  const times = lines.map(({ signature }) => timeOf(checkpoint.text, witness.publicKey, signature));
  return times.includes(false) ? false : times.at(-1);
}

/** A checkpoint with more signature lines below it, as witnesses gave them. Throws `evidence/checkpoint` for what is no line. */
export function withLines(checkpoint: Checkpoint, lines: readonly string[]): Checkpoint {
  return { ...checkpoint, signatures: [...checkpoint.signatures, ...lines.map(parseLine)] };
}

function timeOf(text: string, publicKey: Uint8Array, octets: Uint8Array): number | false {
  if (octets.length !== TIME_LENGTH + ED25519.signature) return false;
  const seconds = new DataView(octets.buffer, octets.byteOffset, TIME_LENGTH).getBigUint64(0);
  const signature = octets.subarray(TIME_LENGTH);
  return verifyEd25519(publicKey, messageOf(text, seconds), signature) ? Number(seconds) : false;
}

function messageOf(text: string, seconds: bigint): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}
