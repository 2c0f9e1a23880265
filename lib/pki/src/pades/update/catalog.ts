import {
  asReference,
  hasReferences,
  isDictionary,
  isStream,
  type PdfDictionary,
  type PdfStream,
  type PdfValue,
} from '../../pdf/index.ts';
import type { UpdateContext } from './context.ts';
import { describeForm } from './form.ts';
import { describeValidationData } from './validation-data.ts';

/** The root of the document: only form, validation data, metadata and version may say something else than before. */
export function describeCatalog(context: UpdateContext, before: PdfDictionary, after: PdfDictionary): void {
  for (const key of context.differences(before, after)) {
    if (key === 'Extensions' || key === 'Version') {
      // Names and numbers only: neither can hold anything that is shown.
      const value = after.get(key);
      const plain = typeof value === 'string' || isDictionary(value);
      if (!plain || hasReferences(value)) context.content('catalog');
    } else if (!HANDLED.includes(key)) context.content('catalog');
  }
  describeForm(context, before, after);
  describeValidationData(context, before.get('DSS'), after.get('DSS'));
  describeMetadata(context, before, after);
}

const HANDLED: readonly string[] = ['AcroForm', 'DSS', 'Metadata'];

function describeMetadata(context: UpdateContext, before: PdfDictionary, after: PdfDictionary): void {
  const [raw, next] = [before.get('Metadata'), after.get('Metadata')];
  const number = asReference(next)?.number;
  if (number === undefined || !context.changed.has(number)) {
    if (asReference(raw)?.number !== number) context.content('catalog');
    return;
  }
  const [old, now] = context.slot(raw, next, 'metadata');
  if (!isXmp(now) || (old !== null && !isXmp(old))) {
    context.content('catalog', number);
    return;
  }
  context.adopt(now.dictionary);
  context.changes.push({ kind: 'metadata', object: number, xmp: true });
}

/** ISO 32000-2 table 347. A stream that says so is no picture. */
function isXmp(value: PdfValue): value is PdfStream {
  if (!isStream(value)) return false;
  return value.dictionary.get('Type') === 'Metadata' && value.dictionary.get('Subtype') === 'XML';
}
