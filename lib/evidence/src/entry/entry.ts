import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { EvidenceError } from '../error.ts';
import { isHashText, isId, isTime } from '../json/index.ts';

/** What `format` of an entry says. */
export const ENTRY_FORMAT = 'kazasu-evidence-entry/1';

/** What an entry tells of. */
export type EntryKind = 'verification' | 'status-check' | 'consent' | 'latest-items' | 'timestamp';

export const ENTRY_KINDS: readonly EntryKind[] = [
  'verification',
  'status-check',
  'consent',
  'latest-items',
  'timestamp',
];

/** Octets, parts and objects of an entry at most: a document with many signers has an answer about each among its parts. */
export const ENTRY_LIMITS = { octets: 65_536, parts: 256, objects: 512 } as const;

/** A leaf of the log: what is public of a record. Neither a personal item nor the tenant has a place in it. */
export interface Entry {
  /** 1 to 64 characters of A–Z, a–z, 0–9, `-` and `_`. */
  readonly id: string;
  readonly kind: EntryKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The commitment to each part by its name, lower-case hexadecimal (see `commit`). */
  readonly parts: Readonly<Record<string, string>>;
  /** SHA-256 of shared objects (certificates of authorities, CRLs, answers, tokens), lower-case hexadecimal. */
  readonly objects: readonly string[];
}

const OCSP_PART = /^ocsp-[0-9]+$/;
const PART_NAME = /^[a-z][a-z0-9-]{0,31}$/;

/** Names of parts: a lower-case letter, then letters, digits and hyphens, 32 characters at most. */
export function isPartName(name: string): boolean {
  return PART_NAME.test(name);
}

/** Parts that are OCSP answers, DER: one is about one certificate and so about a person, who must be able to have it erased. */
export function isOcspPart(name: string): boolean {
  return OCSP_PART.test(name);
}

/**
 * The one spelling of an entry: JSON without spaces, members in the order of the type, parts and objects ascending, each
 * object once. Throws `evidence/entry` for what is no entry.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  const names = Object.keys(entry.parts).sort();
  const objects = [...new Set(entry.objects)].sort();
  requireEntry({ ...entry, objects }, names);
  const parts = Object.fromEntries(names.map((name) => [name, entry.parts[name]]));
  const { id, kind, at } = entry;
  const octets = toUtf8(JSON.stringify({ format: ENTRY_FORMAT, id, kind, at, parts, objects }));
  if (octets.length > ENTRY_LIMITS.octets) throw new EvidenceError('evidence/budget', 'entry too long');
  return octets;
}

/** Reads an entry. Throws `evidence/entry` for any other octets than `encodeEntry` gives for what they say. */
export function parseEntry(octets: Uint8Array): Entry {
  if (octets.length > ENTRY_LIMITS.octets) throw new EvidenceError('evidence/budget', 'entry too long');
  const text = readText(octets);
  const entry = shapeOf(readJson(text));
  if (fromUtf8(encodeEntry(entry)) !== text)
    throw new EvidenceError('evidence/entry', 'not the one spelling');
  return entry;
}

function readText(octets: Uint8Array): string {
  try {
    return fromUtf8(octets);
  } catch (cause) {
    throw new EvidenceError('evidence/entry', 'entry is not UTF-8', cause);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: the parser's message quotes the text.
    throw new EvidenceError('evidence/entry', 'entry is not JSON');
  }
}

/** Only what `encodeEntry` looks at; members that are not known make another text than was read. */
function shapeOf(value: unknown): Entry {
  const { id, kind, at, parts, objects } = requireObject(value);
  if (!isText(id) || !isKind(kind) || !isTime(at)) throw new EvidenceError('evidence/entry', 'not an entry');
  if (!Array.isArray(objects) || !objects.every(isText))
    throw new EvidenceError('evidence/entry', 'no objects');
  const commitments = Object.entries(requireObject(parts)).map(([name, hash]) => {
    if (!isText(hash)) throw new EvidenceError('evidence/entry', 'a part without a commitment');
    return [name, hash] as const;
  });
  return { id, kind, at, parts: Object.fromEntries(commitments), objects };
}

function requireEntry({ id, kind, at, parts, objects }: Entry, names: readonly string[]): void {
  const { parts: partsMax, objects: objectsMax } = ENTRY_LIMITS;
  if (names.length > partsMax || objects.length > objectsMax) {
    throw new EvidenceError('evidence/budget', 'more parts or objects than an entry has');
  }
  const fits =
    isId(id) &&
    isKind(kind) &&
    isTime(at) &&
    names.every((name) => isPartName(name) && isHashText(parts[name])) &&
    objects.every(isHashText);
  if (!fits) throw new EvidenceError('evidence/entry', 'not an entry');
}

function requireObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EvidenceError('evidence/entry', 'not an object');
  }
  return value as Record<string, unknown>;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isKind = (value: unknown): value is EntryKind => ENTRY_KINDS.some((kind) => kind === value);
