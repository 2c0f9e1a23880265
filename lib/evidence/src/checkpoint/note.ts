import { concat, fromBase64, fromUtf8, toBase64, toUtf8 } from '@kazasu/bytes';
import { EvidenceError } from '../error.ts';
import { sha256 } from '../merkle/index.ts';

/** A note's octets and signature lines at most (C2SP signed-note asks for at least 16 lines). */
export const NOTE_LIMITS = { octets: 65_536, signatures: 64 } as const;

/** Algorithm octets of C2SP signed-note: a log's Ed25519 signature, and a witness's with its time. */
export const NOTE_ALGORITHM = { ed25519: 1, cosignature: 4 } as const;

/** One signature line: by whom, with which key, and the signature without the key's id. */
export interface NoteSignature {
  readonly name: string;
  /** Four octets. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signed note (C2SP signed-note): a text that ends with a newline, and who signed it. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const NAME = /^[^\s+\p{White_Space}]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const LINE = /^\u2014 (\S+) (\S+)$/u;
const KEY_ID_LENGTH = 4;

/** A name of a key: no space of any kind and no plus (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return NAME.test(name) && name.length <= 255;
}

/** SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key), its first four octets (C2SP signed-note). */
export function keyIdOf(name: string, publicKey: Uint8Array, algorithm: number): Uint8Array {
  return sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(algorithm), publicKey)).slice(0, KEY_ID_LENGTH);
}

/** Writes a note. Throws `evidence/checkpoint` for a text or name that no note may have. */
export function encodeNote({ text, signatures }: SignedNote): Uint8Array {
  requireText(text);
  const lines = signatures.map(({ name, keyId, signature }) => {
    if (!isKeyName(name)) throw new EvidenceError('evidence/checkpoint', 'not a name of a key');
    return `\u2014 ${name} ${toBase64(concat(keyId, signature))}\n`;
  });
  return toUtf8(`${text}\n${lines.join('')}`);
}

/** Reads a note without believing a signature. Throws `evidence/checkpoint`, or `evidence/budget` for one too large. */
export function parseNote(octets: Uint8Array): SignedNote {
  if (octets.length > NOTE_LIMITS.octets) throw new EvidenceError('evidence/budget', 'note too long');
  const note = readText(octets);
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0 || !note.endsWith('\n')) throw new EvidenceError('evidence/checkpoint', 'not a signed note');
  const text = note.slice(0, cut + 1);
  requireText(text);
  const lines = note.slice(cut + 2, -1).split('\n');
  if (lines.length > NOTE_LIMITS.signatures)
    throw new EvidenceError('evidence/budget', 'too many signatures');
  return { text, signatures: lines.map(parseLine) };
}

/** Whether a text is a signature line, without the newline behind it. */
export function isSignatureLine(line: string): boolean {
  try {
    parseLine(line);
    return true;
  } catch (error) {
    if (error instanceof EvidenceError) return false;
    throw error;
  }
}

/** Reads a signature line. Throws `evidence/checkpoint`. */
export function parseLine(line: string): NoteSignature {
  const [, name, encoded] = LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) {
    throw new EvidenceError('evidence/checkpoint', 'not a signature line');
  }
  const octets = readBase64(encoded);
  if (octets.length <= KEY_ID_LENGTH)
    throw new EvidenceError('evidence/checkpoint', 'a line without a signature');
  return { name, keyId: octets.slice(0, KEY_ID_LENGTH), signature: octets.slice(KEY_ID_LENGTH) };
}

function requireText(text: string): void {
  if (!text.endsWith('\n') || CONTROL.test(text))
    throw new EvidenceError('evidence/checkpoint', 'not a text of a note');
}

function readText(octets: Uint8Array): string {
  try {
    return fromUtf8(octets);
  } catch (cause) {
    throw new EvidenceError('evidence/checkpoint', 'note is not UTF-8', cause);
  }
}

function readBase64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new EvidenceError('evidence/checkpoint', 'signature is not base64', cause);
  }
}
