import { PkiError } from '../../error.ts';
import {
  asArray,
  asDictionary,
  asInteger,
  asReference,
  type PdfDictionary,
  type PdfValue,
} from '../../pdf/index.ts';
import type { PdfUpdate } from './update.ts';
import { writeValue } from './value.ts';

/** ISO 32000-2 table 225: there are signatures, and the file may only be appended to. */
const SIGNATURES_AND_APPEND_ONLY = 3;

/** The form gets the field, if it is new, and says that there are signatures. A form is made where there is none. */
export function updateForm(update: PdfUpdate, newField: number | undefined): void {
  const { view } = update;
  const root = asReference(view.trailer.get('Root'))?.number;
  const catalog = asDictionary(view.resolve(view.trailer.get('Root')));
  if (root === undefined || catalog === undefined) throw new PkiError('pki/pdf', 'no catalog');
  const raw = catalog.get('AcroForm');
  const found = view.resolve(raw);
  const form = found === null ? new Map<string, PdfValue>() : asDictionary(found);
  if (form === undefined) throw new PkiError('pki/pdf', 'form that is no dictionary');
  if (form.has('XFA'))
    throw new PkiError('pki/pdf-field', 'an XFA form, whose readers take no field from elsewhere');
  const changed = changedForm(update, form, newField);
  const number = asReference(raw)?.number;
  if (changed === undefined) return;
  if (found !== null && number !== undefined) update.replace(number, changed);
  else {
    const value = found === null ? update.reference(update.add(writeValue(changed))) : changed;
    update.replace(root, new Map([...catalog, ['AcroForm', value]]));
  }
}

/** Undefined where nothing of its own changes. */
function changedForm(
  update: PdfUpdate,
  form: PdfDictionary,
  newField: number | undefined,
): PdfDictionary | undefined {
  const changes = new Map<string, PdfValue>();
  const flags = asInteger(update.view.resolve(form.get('SigFlags'))) ?? 0;
  const wanted = flags | SIGNATURES_AND_APPEND_ONLY;
  if (flags !== wanted) changes.set('SigFlags', wanted);
  const fields = newField === undefined ? undefined : appended(update, form.get('Fields'), newField);
  if (fields !== undefined) changes.set('Fields', fields);
  return changes.size === 0 ? undefined : new Map([...form, ...changes]);
}

/**
 * The list with one reference more: a list that is an object of its own is replaced, and then there is nothing to return.
 */
export function appended(update: PdfUpdate, raw: PdfValue | undefined, number: number): PdfValue | undefined {
  const found = update.view.resolve(raw);
  const list = found === null ? [] : asArray(found);
  if (list === undefined) throw new PkiError('pki/pdf', 'list that is no array');
  const longer = [...list, update.reference(number)];
  const own = asReference(raw)?.number;
  if (own === undefined || found === null) return longer;
  update.replace(own, longer);
  return undefined;
}
