import { PkiError } from '../../error.ts';
import { asArray, asDictionary, asReference, type PdfDictionary, type PdfValue } from '../../pdf/index.ts';
import { appended } from './form.ts';
import type { PdfUpdate } from './update.ts';

const DEPTH_MAX = 32;

export interface Page {
  readonly number: number;
  readonly dictionary: PdfDictionary;
}

/** The page of this number, from 1. PkiError `pki/pdf-field` if there are not so many. */
export function findPage({ view }: PdfUpdate, wanted: number): Page {
  const seen = new Set<number>();
  let count = 0;
  const walk = (raw: PdfValue | undefined, depth: number): Page | undefined => {
    const number = asReference(raw)?.number;
    const dictionary = asDictionary(view.resolve(raw));
    if (number === undefined || dictionary === undefined || seen.has(number)) {
      throw new PkiError('pki/pdf', 'page tree malformed');
    }
    if (depth > DEPTH_MAX) throw new PkiError('pki/budget', 'page tree too deep');
    seen.add(number);
    if (!dictionary.has('Kids')) return ++count === wanted ? { number, dictionary } : undefined;
    for (const kid of asArray(view.resolve(dictionary.get('Kids'))) ?? []) {
      const found = walk(kid, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const catalog = asDictionary(view.resolve(view.trailer.get('Root')));
  const found = walk(catalog?.get('Pages'), 0);
  if (found === undefined) throw new PkiError('pki/pdf-field', 'no page of that number');
  return found;
}

/** The widget stands among the page's annotations (ISO 32000-2 12.5.2). */
export function updatePage(update: PdfUpdate, { number, dictionary }: Page, widget: number): void {
  const annotations = appended(update, dictionary.get('Annots'), widget);
  if (annotations !== undefined) update.replace(number, new Map([...dictionary, ['Annots', annotations]]));
}
