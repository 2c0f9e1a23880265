import { asReference, isReference, type PdfDocument, type PdfValue, type PdfView } from '../pdf/index.ts';
import { type SignatureDictionary, signatureDictionaries } from './signature-dictionary.ts';

/** The signatures of the form at each revision. A revision that touches nothing the form consists of is not walked again. */
export function signaturesOfRevisions(document: PdfDocument): (readonly SignatureDictionary[])[] {
  let known: { signatures: readonly SignatureDictionary[]; view: TracedView } | undefined;
  return document.revisions.map(({ entries }, index) => {
    const view = traced(document.view(index));
    if (known === undefined || touches(entries, known.view, view)) {
      known = { signatures: signatureDictionaries(view), view };
    }
    return known.signatures;
  });
}

interface TracedView extends PdfView {
  /** Every object that was asked for, there or not. */
  readonly numbers: ReadonlySet<number>;
}

/** More than the view follows. */
const STEPS_MAX = 16;

function traced(view: PdfView): TracedView {
  const numbers = new Set<number>();
  const object = (number: number) => {
    numbers.add(number);
    return view.object(number);
  };
  const resolve = (value: PdfValue | undefined) => {
    let item = value;
    for (let steps = 0; isReference(item) && steps < STEPS_MAX; steps++) item = object(item.number)?.value;
    return view.resolve(value);
  };
  return { ...view, numbers, object, resolve };
}

function touches(entries: ReadonlyMap<number, unknown>, known: TracedView, now: PdfView): boolean {
  const [before, after] = [known, now].map(({ trailer }) => asReference(trailer.get('Root'))?.number);
  if (before !== after) return true;
  for (const number of entries.keys()) if (known.numbers.has(number)) return true;
  return false;
}
