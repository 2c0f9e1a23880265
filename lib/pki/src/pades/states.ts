import { asReference, type PdfDocument, type PdfView } from '../pdf/index.ts';
import { type SignatureDictionary, signatureDictionaries } from './signature-dictionary.ts';

/** The signatures of the form at each revision. A revision that touches nothing the form consists of is not walked again. */
export function signaturesOfRevisions(document: PdfDocument): (readonly SignatureDictionary[])[] {
  let known:
    | { signatures: readonly SignatureDictionary[]; asked: ReadonlySet<number>; root: number | undefined }
    | undefined;
  return document.revisions.map(({ entries }, index) => {
    const root = rootOf(document.view(index));
    if (known === undefined || root !== known.root || touches(entries, known.asked)) {
      const asked = new Set<number>();
      known = { signatures: signatureDictionaries(document.view(index, asked)), asked, root };
    }
    return known.signatures;
  });
}

function rootOf({ trailer }: PdfView): number | undefined {
  return asReference(trailer.get('Root'))?.number;
}

function touches(entries: ReadonlyMap<number, unknown>, asked: ReadonlySet<number>): boolean {
  for (const number of entries.keys()) if (asked.has(number)) return true;
  return false;
}
