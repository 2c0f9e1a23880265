import { PkiError } from '../error.ts';
import {
  asArray,
  asDictionary,
  asReference,
  asText,
  type PdfDictionary,
  type PdfValue,
  type PdfView,
} from '../pdf/index.ts';

/** A field of the document's form (ISO 32000-2 12.7.4), or a widget of one. */
export interface FormField {
  readonly number: number;
  readonly dictionary: PdfDictionary;
  /** With the names of the fields above it, joined by full stops. */
  readonly name: string;
  /** `Sig`, `Tx`, `Btn`, `Ch`; its own, or that of the fields above it. */
  readonly type: string | undefined;
  readonly hasKids: boolean;
}

const FIELDS_MAX = 20_000;
const DEPTH_MAX = 16;

/** All fields and widgets of the form, in order. A field that stands in two places is refused (`pki/pdf`). */
export function formFields(view: PdfView): FormField[] {
  const catalog = asDictionary(view.resolve(view.trailer.get('Root')));
  const form = asDictionary(view.resolve(catalog?.get('AcroForm')));
  const fields: FormField[] = [];
  const seen = new Set<number>();
  const walk = (list: PdfValue, above: { name: string; type: string | undefined }, depth: number): void => {
    if (depth > DEPTH_MAX) throw new PkiError('pki/budget', 'fields nested too deeply');
    for (const item of asArray(list) ?? []) {
      const reference = asReference(item);
      const dictionary = asDictionary(view.resolve(item));
      if (reference === undefined || dictionary === undefined) continue;
      if (seen.has(reference.number)) throw new PkiError('pki/pdf', 'field in two places of the form');
      if (seen.size >= FIELDS_MAX) throw new PkiError('pki/budget', 'too many fields');
      seen.add(reference.number);
      const partial = asText(view.resolve(dictionary.get('T')));
      const name =
        partial === undefined ? above.name : above.name === '' ? partial : `${above.name}.${partial}`;
      const own = view.resolve(dictionary.get('FT'));
      const type = typeof own === 'string' ? own : above.type;
      const kids = view.resolve(dictionary.get('Kids'));
      const hasKids = (asArray(kids) ?? []).length > 0;
      fields.push({ number: reference.number, dictionary, name, type, hasKids });
      walk(kids, { name, type }, depth + 1);
    }
  };
  walk(view.resolve(form?.get('Fields')), { name: '', type: undefined }, 0);
  return fields;
}
