import { equal, fromHex } from '@kazasu/bytes';
import { type Check, type Report, reportOf } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import { BUNDLE_LIMITS } from '../bundle/index.ts';
import type { Checkpoint, NoteKey } from '../checkpoint/index.ts';
import { JsonReader } from '../json/index.ts';
import { verifyConsistency } from '../merkle/index.ts';
import { EVIDENCE_CONSISTENCY, EVIDENCE_HEADS } from './consistency-rules.ts';
import { checkSignature, readCheckpoint } from './log.ts';
import { EVIDENCE_CHECKPOINT } from './rules-record.ts';

/** Two heads of one log and the proof between them. */
export interface ConsistencyOptions {
  /** Signed notes. */
  readonly older: Uint8Array;
  readonly newer: Uint8Array;
  /** 32 octets each. */
  readonly path: readonly Uint8Array[];
  /** Whom to believe: keys of logs by their origin. */
  readonly logKeys?: readonly NoteKey[];
  /** Milliseconds since 1970: the time of the judgement. */
  readonly time: number;
}

/** What `format` of a proof of consistency says. */
export const PROOF_FORMAT = 'kazasu-evidence-consistency/1';

/** Reads a file `{"format", "path": [hex]}`. Throws `evidence/proof`. */
export function parseConsistencyProof(octets: Uint8Array): Uint8Array[] {
  const { format, path } = JsonReader.document(octets, 'evidence/proof').members(['format', 'path']);
  format.oneOf([PROOF_FORMAT]);
  return path.list(BUNDLE_LIMITS.path + 1).map((hash) => fromHex(hash.hash()));
}

/**
 * Judges whether the later head's tree continues the earlier one's: then every record that was in it still is, unchanged and at
 * its place. Never throws for what the heads contain.
 */
export function checkConsistency({ older, newer, path, logKeys = [], time }: ConsistencyOptions): Report {
  const heads = [older, newer].map(readCheckpoint);
  const checks = heads.map((head, step) =>
    'code' in head
      ? failed(EVIDENCE_CHECKPOINT, 'malformed', { step, code: head.code })
      : checkSignature(head, step, logKeys),
  );
  const [first, second] = heads;
  if (first === undefined || second === undefined || 'code' in first || 'code' in second) {
    return reportOf(time, [...checks, undetermined(EVIDENCE_CONSISTENCY, 'checkpoint')]);
  }
  return reportOf(time, [...checks, ...compare(first, second, path)]);
}

function compare(first: Checkpoint, second: Checkpoint, path: readonly Uint8Array[]): Check[] {
  const facts = { from: first.size, to: second.size };
  if (first.origin !== second.origin) return [failed(EVIDENCE_HEADS, 'origin')];
  if (first.size > second.size) return [failed(EVIDENCE_HEADS, 'order', facts)];
  const together = passed(EVIDENCE_HEADS, facts);
  if (first.size === second.size && !equal(first.root, second.root)) {
    return [together, failed(EVIDENCE_CONSISTENCY, 'rewritten', facts)];
  }
  const consistent = verifyConsistency({
    firstSize: first.size,
    firstRoot: first.root,
    secondSize: second.size,
    secondRoot: second.root,
    path,
  });
  return [
    together,
    consistent ? passed(EVIDENCE_CONSISTENCY, facts) : failed(EVIDENCE_CONSISTENCY, 'proof', facts),
  ];
}
