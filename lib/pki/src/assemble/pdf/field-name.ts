import { type FormField, formFields } from '../../pades/field.ts';
import { asDictionary, isString, type PdfDictionary, type PdfView } from '../../pdf/index.ts';
import { textOf } from './value.ts';

/** Characters of a full name that can be asked for. */
export const NAME_MAX = 127;
/** More octets than this are no text of so few characters: UTF-8 takes three for one of them, behind a mark of three. */
const OCTETS_MAX = 3 * NAME_MAX + 3;
const DEPTH_MAX = 16;

/**
 * Fields by their full names (ISO 32000-2 12.7.4.2), the first of each name. Fields whose name is longer than any that can be asked for are left out,
 * unread: a name above a thousand fields is part of each of their names, and a small file would become a large one.
 */
export function namedFields(view: PdfView): Map<string, FormField> {
  const names = new Map<string, FormField>();
  for (const field of formFields(view)) {
    const name = field.dictionary.has('T') ? fullNameOf(view, field.dictionary) : undefined;
    if (name !== undefined && !names.has(name)) names.set(name, field);
  }
  return names;
}

/** Undefined as soon as it is longer than NAME_MAX, or has more fields above it than a form may have. */
function fullNameOf(view: PdfView, field: PdfDictionary): string | undefined {
  let name: string | undefined;
  let above: PdfDictionary | undefined = field;
  for (let depth = 0; above !== undefined; depth++) {
    view.spend(1);
    if (depth > DEPTH_MAX) return undefined;
    const own = view.resolve(above.get('T'));
    if (isString(own)) {
      if (own.bytes.length > OCTETS_MAX) return undefined;
      name = name === undefined ? textOf(own.bytes) : `${textOf(own.bytes)}.${name}`;
      if (name.length > NAME_MAX) return undefined;
    }
    above = asDictionary(view.resolve(above.get('Parent')));
  }
  return name ?? '';
}
