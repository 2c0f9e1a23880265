import {
  asArray,
  asDictionary,
  asInteger,
  asReference,
  type PdfDictionary,
  type PdfView,
} from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { PADES_CERTIFICATION } from './rules-document.ts';
import type { SignatureDictionary } from './signature-dictionary.ts';
import { costOfText, readText } from './text.ts';

/** What signers allow to change after them. Validation data and time-stamps of the document are always allowed. */
export interface Permission {
  readonly signing: boolean;
  /** New XMP; dates and program may always change. */
  readonly describing: boolean;
  readonly filling: boolean;
  readonly annotating: boolean;
  /** Fields that a signature locked. */
  readonly isLocked: (field: string) => boolean;
}

/**
 * Without a certification nothing but further signatures: whoever wanted more had the means to say so. ISO 32000-2
 * table 257: 1 nothing, 2 signing and filling of forms, 3 annotations, too.
 */
export function permissionOf(
  level: number | undefined,
  locks: readonly FieldLock[],
  spend: PdfView['spend'],
): Permission {
  return {
    signing: level !== 1,
    describing: level !== 1,
    filling: level === 2 || level === 3,
    annotating: level === 3,
    isLocked: (field) => {
      // A name that was put together of those above it is made whole by the first look at it.
      if (locks.length > 0) spend(costOfText(field.length));
      for (const { fields } of locks) spend(1 + fields.length);
      return locks.some((lock) => holds(lock, field));
    },
  };
}

/** ISO 32000-2 table 259. */
export interface FieldLock {
  readonly action: 'All' | 'Include' | 'Exclude';
  readonly fields: readonly string[];
}

function holds({ action, fields }: FieldLock, field: string): boolean {
  const named = fields.some((name) => isWithin(field, name));
  return action === 'All' || (action === 'Include' ? named : !named);
}

/** The field, or one below it. */
function isWithin(field: string, name: string): boolean {
  return field.startsWith(name) && (field.length === name.length || field[name.length] === '.');
}

export interface SignerWord {
  /** 1 to 3; undefined if the signature says nothing. */
  readonly level: number | undefined;
  readonly locks: readonly FieldLock[];
  readonly malformed: boolean;
}

/** What one signature says: DocMDP and FieldMDP in its references, and the lock of its field. */
export function wordOf(view: PdfView, { dictionary, field }: SignatureDictionary): SignerWord {
  const word = { level: undefined as number | undefined, locks: [] as FieldLock[], malformed: false };
  const references = asArray(view.resolve(dictionary.get('Reference'))) ?? [];
  view.spend(references.length);
  for (const item of references) {
    const reference = asDictionary(view.resolve(item));
    const method = reference?.get('TransformMethod');
    const parameters = asDictionary(view.resolve(reference?.get('TransformParams')));
    if (method === 'DocMDP') setLevel(word, parameters?.get('P') ?? 2);
    else if (method === 'FieldMDP') addLock(word, view, parameters);
    else word.malformed = true;
  }
  const lock = asDictionary(view.resolve(field.dictionary.get('Lock')));
  if (lock !== undefined) addLock(word, view, lock);
  if (lock?.has('P')) setLevel(word, lock.get('P'));
  return word;
}

interface Word {
  level: number | undefined;
  readonly locks: FieldLock[];
  malformed: boolean;
}

function setLevel(word: Word, value: Parameters<typeof asInteger>[0]): void {
  const level = asInteger(value);
  if (level === undefined || level < 1 || level > 3) word.malformed = true;
  else word.level = Math.min(level, word.level ?? 3);
}

function addLock(word: Word, view: PdfView, parameters: PdfDictionary | undefined): void {
  const action = parameters?.get('Action');
  const list = asArray(view.resolve(parameters?.get('Fields'))) ?? [];
  view.spend(list.length);
  const names = list.map((name) => readText(view, name));
  const fields = names.filter((name) => name !== undefined);
  if ((action !== 'All' && action !== 'Include' && action !== 'Exclude') || fields.length !== names.length) {
    word.malformed = true;
  } else word.locks.push({ action, fields });
}

/**
 * The level that holds at a revision: that of the certification which the catalog names, if any, and whatever is stricter
 * in the signatures so far. A level that the catalog does not confirm gives no permission, it only takes some.
 */
export function levelAt(view: PdfView, signatures: readonly SignatureDictionary[]): number | undefined {
  const certification = certificationNumber(view);
  const levels = signatures.flatMap((signature) => {
    const { level } = wordOf(view, signature);
    if (level === undefined) return [];
    return level === 1 || signature.number === certification ? [level] : [];
  });
  const locks = signatures.map(({ field }) =>
    asDictionary(view.resolve(field.dictionary.get('Lock')))?.get('P'),
  );
  const given = [
    ...levels,
    ...(levels.length > 0 ? locks.map(asInteger).filter((p) => p !== undefined) : []),
  ];
  return given.length === 0 ? undefined : Math.min(...given);
}

function certificationNumber(view: PdfView): number | undefined {
  const catalog = asDictionary(view.resolve(view.trailer.get('Root')));
  return asReference(asDictionary(view.resolve(catalog?.get('Perms')))?.get('DocMDP'))?.number;
}

/** The certification is a signature of the form, and no other was there before it. */
export function checkCertification(
  view: PdfView,
  signatures: readonly (SignatureDictionary & { readonly revision: number })[],
): Check {
  const words = signatures.map((signature) => wordOf(view, signature));
  if (words.some(({ malformed }) => malformed)) return failed(PADES_CERTIFICATION, 'malformed');
  const number = certificationNumber(view);
  if (number === undefined) return passed(PADES_CERTIFICATION, { certified: 'no' });
  const certification = signatures.find((signature) => signature.number === number);
  if (certification === undefined) return failed(PADES_CERTIFICATION, 'not-a-field');
  const level = wordOf(view, certification).level;
  if (level === undefined) return failed(PADES_CERTIFICATION, 'malformed');
  const earlier = signatures.some(({ revision }) => revision < certification.revision);
  if (earlier) return failed(PADES_CERTIFICATION, 'not-first');
  return passed(PADES_CERTIFICATION, { certified: 'yes', level });
}
