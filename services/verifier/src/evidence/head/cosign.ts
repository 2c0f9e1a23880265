import { concat, equal, fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import {
  type Checkpoint,
  cosignatureTime,
  EvidenceError,
  keyIdOf,
  NOTE_ALGORITHM,
  type NoteKey,
  parseCheckpoint,
} from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { VerifierError } from '../../error.ts';
import type { HeadDeps } from './deps.ts';
import type { Head } from './head-data.ts';
import { type Cosignature, findHead, listCosignatures, putCosignature } from './head-store.ts';

/**
 * Takes what witnesses have signed below a head of this log (C2SP tlog-cosignature); how many of them. Throws a VerifierError unless it is a
 * head that was signed here, and a configured witness signed it. A line of anybody else is passed over.
 */
export async function takeCosignatures(
  { store, config }: Pick<HeadDeps, 'store' | 'config'>,
  note: Uint8Array,
): Promise<number> {
  const checkpoint = readNote(note);
  const head = await findHead(store, checkpoint.size);
  if (head === undefined || parseCheckpoint(head.note).text !== checkpoint.text) refuse();
  const witnesses = config.evidence.witnesses.map(({ name, publicKey }) => ({
    name,
    publicKey: fromBase64(publicKey),
  }));
  const found = witnesses.flatMap((witness) => cosignatureOf(checkpoint, witness) ?? []);
  if (found.length === 0) refuse();
  for (const cosignature of found) await putCosignature(store, checkpoint.size, cosignature);
  return found.length;
}

/** The note with what witnesses have signed below it. */
export async function cosignedNote(runner: StatementRunner, { size, note }: Head): Promise<Uint8Array> {
  const lines = await listCosignatures(runner, size);
  return concat(note, ...lines.map(({ line }) => toUtf8(`${line}\n`)));
}

function cosignatureOf(checkpoint: Checkpoint, witness: NoteKey): Cosignature | undefined {
  const seconds = cosignatureTime(checkpoint, witness);
  if (seconds === undefined || seconds === false) return undefined;
  const keyId = keyIdOf(witness.name, witness.publicKey, NOTE_ALGORITHM.cosignature);
  const own = checkpoint.signatures.findLast(
    (line) => line.name === witness.name && equal(line.keyId, keyId),
  );
  if (own === undefined) return undefined;
  const line = `\u2014 ${witness.name} ${toBase64(concat(own.keyId, own.signature))}`;
  return { witness: witness.name, line, seconds };
}

function readNote(note: Uint8Array): Checkpoint {
  try {
    return parseCheckpoint(note);
  } catch (error) {
    if (error instanceof EvidenceError) return refuse();
    throw error;
  }
}

function refuse(): never {
  throw new VerifierError('cosignature-refused');
}
