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
  collectStores(context, before);
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
  for (const item of list) if (!describeStream(context, item)) return;
}

/** A new value may stand behind no reference that was there before, wherever that was: it is anything, to whom it suits. */
function describeStream(context: UpdateContext, raw: PdfValue): boolean {
  const number = asReference(raw)?.number;
  const value = context.after.resolve(raw);
  if (number === undefined || !isStream(value)) {
    context.content('catalog');
    return false;
  }
  if (context.isNew(number)) {
    context.explain(number, 'part');
    context.adopt(value.dictionary);
  }
  return true;
}

/** What the store consisted of before: references from there alone are those of validation data. */
function collectStores({ before, stores }: UpdateContext, raw: PdfValue | undefined): void {
  const waiting: PdfValue[] = [raw ?? null];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const number = asReference(item)?.number;
    if (number !== undefined && stores.has(number)) continue;
    const value = before.resolve(item);
    if (!isDictionary(value) && !Array.isArray(value)) continue;
    if (number !== undefined) stores.add(number);
    for (const inner of value.values()) if (typeof inner === 'object') waiting.push(inner);
  }
}

/** The value; a change of the object that holds it is explained unless it is, or was, a stream. */
function enter(context: UpdateContext, raw: PdfValue): PdfValue {
  const value = context.after.resolve(raw);
  const number = asReference(raw)?.number;
  if (number === undefined || !context.changed.has(number) || isStream(value)) return value;
  if (!isStream(context.before.object(number)?.value)) context.explain(number, 'validation-data');
  return value;
}
