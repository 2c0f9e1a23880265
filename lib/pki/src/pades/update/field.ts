import {
  asArray,
  asDictionary,
  asInteger,
  asReference,
  type PdfDictionary,
  type PdfValue,
} from '../../pdf/index.ts';
import { readText } from '../text.ts';
import { acts, type UpdateContext } from './context.ts';

interface FieldStates {
  readonly before: PdfDictionary;
  readonly after: PdfDictionary;
  readonly name: string;
  readonly type: string | undefined;
  /** `Ff`, its own or that of a field above it. */
  readonly flags: number;
  /** It, or a field above it, was signed before. */
  readonly signed: boolean;
}

/** ISO 32000-2 table 229: a button that keeps no value, and has nothing to be filled with. */
const PUSHBUTTON = 1 << 16;

const FILLING: readonly string[] = ['V', 'AP', 'AS', 'M', 'I'];
const SIGNING: readonly string[] = ['V', 'AP', 'M'];

/** A field or widget that was there before: it may be signed once, or filled. Its place and behaviour stay. */
export function describeField(context: UpdateContext, number: number, states: FieldStates): void {
  const { before, after, name, type, flags, signed } = states;
  context.explain(number, 'field');
  const keys = context.differences(before, after).filter((key) => key !== 'Kids');
  const signs = type === 'Sig';
  const pushes = type === 'Btn' && (flags & PUSHBUTTON) !== 0;
  if (
    keys.some((key) => !(signs ? SIGNING : FILLING).includes(key)) ||
    (((signs && signed) || pushes) && keys.length > 0)
  ) {
    context.content('field', number);
    return;
  }
  if (keys.length === 0) return;
  for (const key of keys) context.adopt(after.get(key));
  const draws = keys.includes('AP') && isVisible(context, after);
  if (!signs) {
    context.changes.push({ kind: 'form-filling', object: number, field: name, ...(draws && { draws }) });
    return;
  }
  // The look of a field that is not signed is nobody's statement; nor is a signature in a widget of a field.
  if (!keys.includes('V') || (before.has('Parent') && !before.has('T'))) context.content('field', number);
  else describeSigning(context, number, after.get('V'), draws ? 'visible-signature' : 'signature');
}

const NEW_FIELD: readonly string[] = [
  'Type',
  'Subtype',
  'FT',
  'T',
  'V',
  'F',
  'Ff',
  'Rect',
  'P',
  'AP',
  'DA',
  'DR',
  'MK',
  'Border',
  'BS',
  'Lock',
  'Q',
  'TU',
  'TM',
  'StructParent',
];

/** A field that is new must be one that was signed at once, under a name of its own. */
export function describeNewField(context: UpdateContext, number: number): void {
  context.explain(number, 'field');
  const field = asDictionary(context.after.object(number)?.value);
  const name = readText(context.after, field?.get('T'));
  if (field === undefined || name === undefined || field.get('FT') !== 'Sig' || acts(field)) {
    context.content('form', number);
    return;
  }
  if ([...field.keys()].some((key) => !NEW_FIELD.includes(key))) {
    context.content('form', number);
    return;
  }
  for (const [key, value] of field) if (key !== 'P') context.adopt(value);
  const kind = isVisible(context, field) ? 'visible-signature' : 'signature';
  describeSigning(context, number, field.get('V'), kind);
}

function describeSigning(
  context: UpdateContext,
  number: number,
  raw: PdfValue | undefined,
  kind: 'signature' | 'visible-signature',
): void {
  const value = asDictionary(context.after.resolve(raw));
  const reference = asReference(raw)?.number;
  // A signature that stood in the file before is somebody's statement about something else.
  if (value === undefined || (reference !== undefined && !context.isNew(reference))) {
    context.content('field', number);
    return;
  }
  const isTimestamp = value.get('Type') === 'DocTimeStamp';
  if (isTimestamp && kind === 'signature') context.add('document-time-stamp', number);
  else context.add(kind, number);
}

const HIDDEN = 2;
const NO_VIEW = 32;

/** Whether a viewer or a printer draws anything for the field (ISO 32000-2 12.5.3). */
function isVisible({ after }: UpdateContext, field: PdfDictionary): boolean {
  const flags = asInteger(after.resolve(field.get('F'))) ?? 0;
  if ((flags & HIDDEN) !== 0 || ((flags & NO_VIEW) !== 0 && (flags & PRINT) === 0)) return false;
  const [left, bottom, right, top] = (asArray(after.resolve(field.get('Rect'))) ?? []).map((side) =>
    after.resolve(side),
  );
  return !(left === right && bottom === top);
}

const PRINT = 4;
