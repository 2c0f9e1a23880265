import { asArray, asReference, isDictionary, isStream, type PdfValue } from '../../pdf/index.ts';
import type { UpdateContext } from './context.ts';

const DSS_KEYS: readonly string[] = ['Type', 'VRI', 'Certs', 'CRLs', 'OCSPs'];
const VRI_KEYS: readonly string[] = ['Type', 'Cert', 'CRL', 'OCSP', 'TU', 'TS'];

/**
 * The document security store: whatever it holds is judged as certificates, CRLs and OCSP answers are, so that it may change
 * freely. Its objects must be of its form, though, and dictionaries and arrays alone may say something new under an old
 * number.
 */
export function describeValidationData(
  context: UpdateContext,
  before: PdfValue | undefined,
  after: PdfValue | undefined,
): void {
  if (after === undefined) {
    if (before !== undefined) context.content('validation-data-removed');
    return;
  }
  const count = context.roles.size;
  const store = enter(context, after);
  if (!isDictionary(store)) {
    context.content('catalog');
    return;
  }
  for (const [key, value] of store) {
    if (!DSS_KEYS.includes(key)) context.content('catalog');
    else if (key === 'VRI') describeVri(context, value);
    else if (key !== 'Type') describeStreams(context, value);
  }
  if (before === undefined || context.roles.size > count) {
    context.add('validation-data', asReference(after)?.number);
  }
}

function describeVri(context: UpdateContext, raw: PdfValue): void {
  const table = enter(context, raw);
  if (!isDictionary(table)) {
    context.content('catalog');
    return;
  }
  for (const item of table.values()) {
    const row = enter(context, item);
    if (!isDictionary(row)) {
      context.content('catalog');
      return;
    }
    for (const [key, value] of row) {
      if (!VRI_KEYS.includes(key)) context.content('catalog');
      else if (key === 'TS') describeStream(context, value);
      else if (key !== 'Type' && key !== 'TU') describeStreams(context, value);
    }
  }
}

function describeStreams(context: UpdateContext, raw: PdfValue): void {
  const list = asArray(enter(context, raw));
  if (list === undefined) {
    context.content('catalog');
    return;
  }
  for (const item of list) describeStream(context, item);
}

function describeStream(context: UpdateContext, raw: PdfValue): void {
  const number = asReference(raw)?.number;
  const value = context.after.resolve(raw);
  if (number === undefined || !isStream(value)) {
    context.content('catalog');
    return;
  }
  if (!context.isNew(number)) return;
  context.explain(number, 'validation-data');
  context.adopt(value.dictionary);
}

/** The value; a change of the object that holds it is explained unless it is, or was, a stream. */
function enter(context: UpdateContext, raw: PdfValue): PdfValue {
  const value = context.after.resolve(raw);
  const number = asReference(raw)?.number;
  if (number === undefined || !context.changed.has(number) || isStream(value)) return value;
  if (!isStream(context.before.object(number)?.value)) context.explain(number, 'validation-data');
  return value;
}
