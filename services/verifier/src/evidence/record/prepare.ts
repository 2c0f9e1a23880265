import { toHex } from '@kazasu/bytes';
import type { EvidenceObject } from '@kazasu/evidence';
import { commit, type EntryKind, encodeEntry, leafHash, SALT_LENGTH } from '@kazasu/evidence';
import { randomOctets } from '@kazasu/server/random';
import type { KeyObject } from '../../crypto.ts';
import { EvidenceLogError } from '../error.ts';
import { sealContent } from './content.ts';
import { partedOf } from './object.ts';
import type { Once, RecordDraft } from './record-data.ts';

/** A shared object by its name. */
export interface NamedObject extends EvidenceObject {
  readonly hash: string;
}

/** A record before it has its place: everything that can be made of a draft without the database. */
export interface PreparedRecord {
  readonly id: string;
  /** Null for the log's own records. */
  readonly tenantId: string | null;
  readonly kind: EntryKind;
  readonly at: number;
  readonly entry: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly verdict: string | null;
  readonly purpose: string | null;
  readonly reference: string | null;
  readonly personId: string | null;
  /** Null where there is nothing personal. */
  readonly sealed: Uint8Array | null;
  readonly wrapped: Uint8Array | null;
  readonly objects: readonly NamedObject[];
  readonly retainUntil: number | null;
  readonly once: Once | undefined;
}

/** Objects and parts of one record together. */
export const DRAFT_OCTETS_MAX = 32 * 1024 * 1024;
const OBJECTS_MAX = 200;
const TEXT_MAX = 300;
const PARTS_MAX = 15;

/** Commits to the parts, seals them, and writes the entry. Throws an EvidenceLogError (`evidence/draft`). */
export function prepareRecord(
  draft: RecordDraft,
  { master, hashOf }: { readonly master: KeyObject; readonly hashOf: (object: EvidenceObject) => string },
): PreparedRecord {
  requireDraft(draft);
  const parted = partedOf(draft.parts, draft.objects) ?? refuse('a part has the name of an answer');
  const contents = Object.entries(parted.parts);
  const salts = randomOctets(SALT_LENGTH * contents.length);
  const parts = contents.map(([name, content], i) => {
    const salt = salts.slice(i * SALT_LENGTH, (i + 1) * SALT_LENGTH);
    return { name, salt, content, commitment: toHex(commit(salt, content)) };
  });
  const named = parted.shared.map((object) => ({ ...object, hash: hashOf(object) }));
  const { sealed, wrapped } = sealContent(master, draft.id, {
    answer: draft.answer,
    parts: Object.fromEntries(parts.map(({ name, salt, content }) => [name, { salt, content }])),
  });
  const entry = entryOf(draft, parts, named);
  return {
    ...draft,
    ...draft.search,
    reference: draft.search.reference ?? null,
    personId: draft.personId ?? null,
    entry,
    leafHash: leafHash(entry),
    sealed,
    wrapped,
    objects: named,
    retainUntil: null,
    once: draft.once,
  };
}

function entryOf(
  { id, kind, at }: RecordDraft,
  parts: readonly { readonly name: string; readonly commitment: string }[],
  objects: readonly NamedObject[],
): Uint8Array {
  try {
    return encodeEntry({
      id,
      kind,
      at,
      parts: Object.fromEntries(parts.map(({ name, commitment }) => [name, commitment])),
      objects: objects.map(({ hash }) => hash),
    });
  } catch (cause) {
    throw new EvidenceLogError('evidence/draft', 'it makes no entry', cause);
  }
}

/** What the database would refuse, or only one of the two engines, is refused here: it must not fail those that wait with it. */
function requireDraft({ tenantId, personId, search, once, parts, objects, answer }: RecordDraft): void {
  const texts = [
    tenantId,
    personId,
    search.verdict,
    search.purpose,
    search.reference,
    once?.key,
    once?.fingerprint,
  ];
  if (!texts.every(isStorable)) refuse('a text is too long, or no text');
  if (tenantId === '') refuse('without a tenant');
  const contents = Object.values(parts);
  if (contents.length > PARTS_MAX || objects.length > OBJECTS_MAX) refuse('too many parts or objects');
  const octets = [...contents, answer, ...objects.map((object) => object.octets)];
  if (octets.reduce((sum, each) => sum + each.length, 0) > DRAFT_OCTETS_MAX) refuse('too large');
}

function isStorable(text: string | undefined): boolean {
  return text === undefined || (text.length <= TEXT_MAX && text.isWellFormed() && !text.includes('\0'));
}

function refuse(reason: string): never {
  throw new EvidenceLogError('evidence/draft', reason);
}
