import { PkiError } from '../../error.ts';
import type { FormField } from '../../pades/field.ts';
import { asInteger, asReference, isDictionary } from '../../pdf/index.ts';
import { drawText } from './appearance.ts';
import { namedFields } from './field-name.ts';
import { updateForm } from './form.ts';
import type { PdfAppearance, PdfOrder } from './order.ts';
import { findPage, updatePage } from './page.ts';
import type { PdfUpdate } from './update.ts';
import { writeText } from './value.ts';

/** The signature becomes the value of the field that is asked for, or of a new one. */
export function placeField(update: PdfUpdate, signature: number, order: PdfOrder): void {
  const names = namedFields(update.view);
  const wanted = order.fieldName ?? freeName(names);
  const existing = names.get(wanted);
  if (existing === undefined) placeNew(update, signature, wanted, order.appearance);
  else placeInto(update, signature, existing, order.appearance);
}

function freeName(names: ReadonlyMap<string, FormField>): string {
  let number = 1;
  while (names.has(`Signature${number}`)) number++;
  return `Signature${number}`;
}

/** Read-only, of any field (ISO 32000-2 table 227). */
const READ_ONLY = 1;

function placeInto(
  update: PdfUpdate,
  signature: number,
  { number, dictionary, type }: FormField,
  appearance: PdfAppearance | undefined,
): void {
  const { view } = update;
  const refuse = (message: string): never => {
    throw new PkiError('pki/pdf-field', message);
  };
  if (type !== 'Sig') refuse('a field of another kind has that name');
  if (view.resolve(dictionary.get('V')) !== null) refuse('the field is signed already');
  if (((asInteger(view.resolve(dictionary.get('Ff'))) ?? 0) & READ_ONLY) !== 0)
    refuse('the field is read-only');
  if (appearance !== undefined) refuse('the field has a place and a look of its own');
  const seed = view.resolve(dictionary.get('SV'));
  if (isDictionary(seed) && (asInteger(view.resolve(seed.get('Ff'))) ?? 0) !== 0) {
    refuse('the field makes demands on its signature that are not read here');
  }
  if (view.resolve(dictionary.get('Lock')) !== null) refuse('the field would lock others');
  update.replace(number, new Map([...dictionary, ['V', update.reference(signature)]]));
  updateForm(update, undefined);
}

/** Printed, and not to be moved (ISO 32000-2 table 167). */
const PRINT_AND_LOCKED = 4 + 128;

function placeNew(
  update: PdfUpdate,
  signature: number,
  name: string,
  appearance: PdfAppearance | undefined,
): void {
  if (name.includes('.')) throw new PkiError('pki/pdf-field', 'no field of that name, and none can be made');
  const page = findPage(update, appearance?.page ?? 1);
  const look = appearance === undefined ? '' : ` /AP << /N ${drawText(update, appearance)} 0 R >>`;
  const rectangle = appearance === undefined ? '0 0 0 0' : appearance.rectangle.join(' ');
  const { generation = 0 } = asReference(update.reference(page.number)) ?? {};
  const field = update.add(
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${writeText(name)} /V ${signature} 0 R /F ${PRINT_AND_LOCKED} ` +
      `/Rect [${rectangle}] /P ${page.number} ${generation} R${look} >>`,
  );
  updatePage(update, page, field);
  updateForm(update, field);
}
