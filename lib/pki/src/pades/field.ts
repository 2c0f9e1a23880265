import { PkiError } from '../error.ts';
import {
  asArray,
  asDictionary,
  asReference,
  type PdfDictionary,
  type PdfValue,
  type PdfView,
} from '../pdf/index.ts';

/** A field of the document's form (ISO 32000-2 12.7.4), or a widget of one. */
export interface FormField {
  readonly number: number;
  readonly dictionary: PdfDictionary;
  /** `Sig`, `Tx`, `Btn`, `Ch`; its own, or that of the fields above it. */
  readonly type: string | undefined;
}

const FIELDS_MAX = 20_000;
const DEPTH_MAX = 16;

/** All fields and widgets of the form, in order. A field that stands in two places is refused (`pki/pdf`). */
export function formFields(view: PdfView): FormField[] {
  const catalog = asDictionary(view.resolve(view.trailer.get('Root')));
  const form = asDictionary(view.resolve(catalog?.get('AcroForm')));
  const fields: FormField[] = [];
  const seen = new Set<number>();
  const walk = (list: PdfValue, above: string | undefined, depth: number): void => {
    if (depth > DEPTH_MAX) throw new PkiError('pki/budget', 'fields nested too deeply');
    const items = asArray(list) ?? [];
    view.spend(items.length);
    for (const item of items) {
      const number = asReference(item)?.number;
      const dictionary = asDictionary(view.resolve(item));
      if (number === undefined || dictionary === undefined) continue;
      if (seen.has(number)) throw new PkiError('pki/pdf', 'field in two places of the form');
      if (seen.size >= FIELDS_MAX) throw new PkiError('pki/budget', 'too many fields');
      seen.add(number);
      const own = view.resolve(dictionary.get('FT'));
      const type = typeof own === 'string' ? own : above;
      fields.push({ number, dictionary, type });
      const kids = dictionary.get('Kids');
      if (kids !== undefined) walk(view.resolve(kids), type, depth + 1);
    }
  };
  walk(view.resolve(form?.get('Fields')), undefined, 0);
  return fields;
}
