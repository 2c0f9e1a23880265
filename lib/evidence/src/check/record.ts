import { toHex } from '@kazasu/bytes';
import type { Check } from '@kazasu/pki';
import { failed, passed, skippedFor, undetermined } from '@kazasu/pki/rule';
import type { Bundle, EvidenceObject } from '../bundle/index.ts';
import { type Entry, opens, parseEntry } from '../entry/index.ts';
import { EvidenceError } from '../error.ts';
import { sha256 } from '../merkle/index.ts';
import { EVIDENCE_FORMAT, EVIDENCE_OBJECTS, EVIDENCE_PART } from './rules-record.ts';

/** The entry, or the check that tells why it is none of a record. */
export function readEntry(bundle: Bundle): { readonly entry: Entry | undefined; readonly check: Check } {
  const entry = entryOf(bundle.entry);
  if ('code' in entry)
    return { entry: undefined, check: failed(EVIDENCE_FORMAT, 'entry', { code: entry.code }) };
  if (entry.kind === 'timestamp') return { entry, check: failed(EVIDENCE_FORMAT, 'kind') };
  return { entry, check: passed(EVIDENCE_FORMAT) };
}

/** An entry, or the code of the error that its octets are. */
export function entryOf(octets: Uint8Array): Entry | { readonly code: string } {
  try {
    return parseEntry(octets);
  } catch (error) {
    if (error instanceof EvidenceError) return { code: error.code };
    throw error;
  }
}

/** Each part against its commitment. One that is not there is told, and is no fault: that is how a person is erased. */
export function checkParts(entry: Entry, parts: Bundle['parts']): Check[] {
  const unnamed = Object.keys(parts).filter((part) => !Object.hasOwn(entry.parts, part));
  const named = Object.entries(entry.parts).map(([part, commitment]) => {
    const opened = Object.hasOwn(parts, part) ? parts[part] : undefined;
    if (opened === undefined) return skippedFor(EVIDENCE_PART, 'erased', { part });
    return opens(commitment, opened.salt, opened.content)
      ? passed(EVIDENCE_PART, { part })
      : failed(EVIDENCE_PART, 'other', { part });
  });
  return [...named, ...unnamed.map((part) => failed(EVIDENCE_PART, 'unnamed', { part }))];
}

/** The content of a part, if it is there and is the one that was committed to. */
export function contentOf(entry: Entry, parts: Bundle['parts'], name: string): Uint8Array | undefined {
  const commitment = Object.hasOwn(entry.parts, name) ? entry.parts[name] : undefined;
  const opened = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (commitment === undefined || opened === undefined) return undefined;
  return opens(commitment, opened.salt, opened.content) ? opened.content : undefined;
}

/** Exactly the objects that the entry names, nothing slipped in, nothing left out; and each is what it is called. */
export function checkObjects(
  entry: Entry,
  objects: readonly EvidenceObject[],
  misnamed: readonly EvidenceObject[],
): Check {
  const [wrong] = misnamed;
  if (wrong !== undefined)
    return failed(EVIDENCE_OBJECTS, 'type', { type: wrong.type, sha256: hashOf(wrong) });
  const given = new Set(objects.map(hashOf));
  const named = new Set(entry.objects);
  const unnamed = [...given].find((hash) => !named.has(hash));
  if (unnamed !== undefined) return failed(EVIDENCE_OBJECTS, 'unnamed', { sha256: unnamed });
  const missing = entry.objects.find((hash) => !given.has(hash));
  if (missing !== undefined) return undetermined(EVIDENCE_OBJECTS, 'missing', { sha256: missing });
  return passed(EVIDENCE_OBJECTS, { count: named.size });
}

const hashOf = ({ octets }: EvidenceObject) => toHex(sha256(octets));
