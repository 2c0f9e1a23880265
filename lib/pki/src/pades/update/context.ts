import {
  asReference,
  isDictionary,
  isInStream,
  isReference,
  isStream,
  type PdfDictionary,
  type PdfDocument,
  type PdfValue,
  type PdfView,
  placeOf,
  type Revision,
  same,
} from '../../pdf/index.ts';
import type { Change, ChangeKind, ContentChange } from './change.ts';

/** What an object is for; changed ones may be referred to by nothing that uses them otherwise. */
export type Role =
  | 'catalog'
  | 'information'
  | 'metadata'
  | 'form'
  | 'fields'
  | 'field'
  | 'page'
  | 'annotations'
  | 'annotation'
  | 'validation-data'
  /** New, and part of something else that is new. */
  | 'part';

/** One update under examination: both states, what differs, and what has been explained so far. */
export class UpdateContext {
  readonly document: PdfDocument;
  readonly before: PdfView;
  readonly after: PdfView;
  readonly changes: Change[] = [];
  /** Numbers of the objects that say something else now, or are new. */
  readonly changed: ReadonlySet<number>;
  readonly roles = new Map<number, Role>();
  /** Object streams and the stream of cross-references that this revision is read by: no part of the document. */
  readonly machinery: ReadonlySet<number>;
  /** Of the form before, if it is an object of its own. */
  form: number | undefined;
  /** Fields, pages, and the dictionaries and arrays of the store of validation data before, changed or not. */
  readonly fields = new Set<number>();
  readonly pages = new Set<number>();
  readonly stores = new Set<number>();
  /** The keys that objects which are arrays stand under, changed or not. */
  readonly lists = new Map<number, string>();

  constructor(document: PdfDocument, index: number) {
    this.document = document;
    this.before = document.view(index - 1);
    this.after = document.view(index);
    this.machinery = machineryOf(document.revisions[index]);
    this.changed = this.#compare(index);
  }

  #compare(index: number): ReadonlySet<number> {
    const revision = this.document.revisions[index];
    const changed = new Set<number>();
    for (const number of revision?.entries.keys() ?? []) {
      const old = this.before.object(number);
      const now = this.after.object(number);
      if (now === undefined) {
        if (old !== undefined) this.content('deleted', number);
      } else if (old === undefined ? !this.machinery.has(number) : !same(old.value, now.value))
        changed.add(number);
    }
    return changed;
  }

  add(kind: ChangeKind, object?: number, field?: string): void {
    this.changes.push({
      kind,
      ...(object !== undefined && { object }),
      ...(field !== undefined && { field }),
    });
  }

  content(detail: ContentChange, object?: number): void {
    this.changes.push({ kind: 'content', detail, ...(object !== undefined && { object }) });
  }

  isNew(number: number): boolean {
    return this.changed.has(number) && this.before.object(number) === undefined;
  }

  /** The object was expected to change, being what it is. One object that is two things is for nobody to change. */
  explain(number: number, role: Role): void {
    const known = this.roles.get(number);
    if (known !== undefined && known !== role) this.content('shared', number);
    this.roles.set(number, role);
  }

  /**
   * The values of one slot before and after. If the slot refers to the same object as before, or to a new one, a change of
   * that object is explained.
   */
  slot(old: PdfValue | undefined, now: PdfValue | undefined, role: Role): readonly [PdfValue, PdfValue] {
    const number = asReference(now)?.number;
    const list = asReference(old)?.number;
    if (list !== undefined && LISTS[role] !== undefined) this.lists.set(list, LISTS[role]);
    if (number !== undefined && this.changed.has(number)) {
      if (asReference(old)?.number === number || this.isNew(number)) this.explain(number, role);
    }
    return [this.before.resolve(old), this.after.resolve(now)];
  }

  /** Keys whose values differ, references being compared by number. */
  differences(old: PdfDictionary, now: PdfDictionary): string[] {
    this.after.spend(old.size + now.size);
    const keys = [...now.keys()].filter((key) => !same(old.get(key), now.get(key)));
    for (const key of old.keys()) if (!now.has(key)) keys.push(key);
    return keys;
  }

  /** Takes a value as new: objects of it that are new are explained, and nothing in it may act. */
  adopt(value: PdfValue | undefined): void {
    const waiting: PdfValue[] = [value ?? null];
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (isReference(item)) {
        const { number } = item;
        if (!this.isNew(number) || this.roles.has(number)) continue;
        this.explain(number, 'part');
        waiting.push(this.after.object(number)?.value ?? null);
      } else if (isStream(item)) waiting.push(item.dictionary);
      else if (isDictionary(item)) {
        if (acts(item)) this.content('action');
        for (const inner of item.values()) waiting.push(inner);
      } else if (Array.isArray(item)) for (const inner of item) waiting.push(inner);
    }
  }
}

const LISTS: { readonly [role in Role]?: string } = { fields: 'Fields', annotations: 'Annots' };

/** Whatever else calls itself an object stream serves nobody here, and is judged as any other object. */
function machineryOf(revision: Revision | undefined): ReadonlySet<number> {
  const numbers = new Set<number>();
  if (revision === undefined) return numbers;
  if (revision.section.own !== undefined) numbers.add(revision.section.own);
  for (const entry of revision.entries.values()) if (isInStream(entry)) numbers.add(placeOf(entry));
  return numbers;
}

const ACTIONS: readonly string[] = ['A', 'AA', 'JS', 'OpenAction', 'Next', 'RichMediaContent', 'EF'];

/** ISO 32000-2 12.6: keys that make a viewer do something. */
export function acts(dictionary: PdfDictionary): boolean {
  return ACTIONS.some((key) => dictionary.has(key));
}
