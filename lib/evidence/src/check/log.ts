import type { Check } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { ProofLink } from '../bundle/index.ts';
import {
  type Checkpoint,
  cosignatureTime,
  isSignatureLine,
  type NoteKey,
  parseCheckpoint,
  verifyCheckpoint,
  withLines,
} from '../checkpoint/index.ts';
import { EvidenceError } from '../error.ts';
import { leafHash, verifyInclusion } from '../merkle/index.ts';
import type { EvidenceTrust } from './options.ts';
import { EVIDENCE_CHECKPOINT, EVIDENCE_INCLUSION, EVIDENCE_WITNESS } from './rules-record.ts';

/** One step's head, if it could be read, and what was found about the step's entry in it. */
export interface HeadFinding {
  readonly checkpoint: Checkpoint | undefined;
  readonly checks: readonly Check[];
}

/** Whether an entry stands in the tree of a step's head, and who signed the head. */
export function checkHead(
  entry: Uint8Array,
  link: ProofLink,
  step: number,
  trust: EvidenceTrust,
): HeadFinding {
  const checkpoint = readCheckpoint(link.checkpoint);
  if ('code' in checkpoint) {
    const facts = { step, code: checkpoint.code };
    const checks = [
      failed(EVIDENCE_CHECKPOINT, 'malformed', facts),
      undetermined(EVIDENCE_INCLUSION, 'checkpoint', { step }),
    ];
    return { checkpoint: undefined, checks };
  }
  const checks = [
    checkInclusion(entry, link, step, checkpoint),
    checkSignature(checkpoint, step, trust.logKeys ?? []),
    ...checkWitnesses(checkpoint, link, step, trust.witnesses ?? []),
  ];
  return { checkpoint, checks };
}

/** A checkpoint, or the code of the error that its octets are. */
export function readCheckpoint(octets: Uint8Array): Checkpoint | { readonly code: string } {
  try {
    return parseCheckpoint(octets);
  } catch (error) {
    if (error instanceof EvidenceError) return { code: error.code };
    throw error;
  }
}

function checkInclusion(
  entry: Uint8Array,
  { leafIndex, path }: ProofLink,
  step: number,
  head: Checkpoint,
): Check {
  const { size: treeSize, root } = head;
  const facts = { step, leafIndex, treeSize };
  return verifyInclusion({ leafHash: leafHash(entry), leafIndex, treeSize, path, root })
    ? passed(EVIDENCE_INCLUSION, facts)
    : failed(EVIDENCE_INCLUSION, 'path', facts);
}

/** Keys of other logs say nothing about this one; any key that the caller has for it may have signed. */
export function checkSignature(head: Checkpoint, step: number, keys: readonly NoteKey[]): Check {
  const facts = { step, treeSize: head.size };
  const own = keys.filter(({ name }) => name === head.origin);
  if (keys.length === 0) return undetermined(EVIDENCE_CHECKPOINT, 'no-key', facts);
  if (own.length === 0) return failed(EVIDENCE_CHECKPOINT, 'origin', facts);
  return own.some((key) => verifyCheckpoint(head, key))
    ? passed(EVIDENCE_CHECKPOINT, facts)
    : failed(EVIDENCE_CHECKPOINT, 'signature', facts);
}

/**
 * Who names witnesses wants to be safe from a log that shows others another tree: a head that none of them signed may be of such
 * a one.
 */
function checkWitnesses(
  head: Checkpoint,
  { cosignatures = [] }: ProofLink,
  step: number,
  witnesses: readonly NoteKey[],
): Check[] {
  if (witnesses.length === 0) return [];
  if (!cosignatures.every(isSignatureLine)) return [failed(EVIDENCE_WITNESS, 'signature', { step })];
  const cosigned = withLines(head, cosignatures);
  const times = witnesses.map((witness) => cosignatureTime(cosigned, witness));
  if (times.includes(false)) return [failed(EVIDENCE_WITNESS, 'signature', { step })];
  const count = times.filter((time) => time !== undefined).length;
  return [
    count > 0 ? passed(EVIDENCE_WITNESS, { step, count }) : undetermined(EVIDENCE_WITNESS, 'none', { step }),
  ];
}
