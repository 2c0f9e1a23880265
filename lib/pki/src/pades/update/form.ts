import {
  asArray,
  asInteger,
  asReference,
  isDictionary,
  type PdfDictionary,
  type PdfValue,
  same,
} from '../../pdf/index.ts';
import { readText } from '../text.ts';
import type { UpdateContext } from './context.ts';
import { describeField, describeNewField } from './field.ts';

/** The form may grow by signature fields; its fields may get values. Nothing of its own look or behaviour changes. */
export function describeForm(context: UpdateContext, before: PdfDictionary, after: PdfDictionary): void {
  const [old, now] = context.slot(before.get('AcroForm'), after.get('AcroForm'), 'form');
  if (!isDictionary(old) || !isDictionary(now)) {
    if (old !== null || now !== null) context.content('form');
    return;
  }
  context.form = asReference(before.get('AcroForm'))?.number;
  for (const key of context.differences(old, now)) {
    if (key === 'SigFlags') {
      const [flags, more] = [asInteger(old.get(key)) ?? 0, asInteger(now.get(key))];
      if (more === undefined || more > 3 || (more & flags) !== flags) context.content('form');
    } else if (key !== 'Fields') context.content('form');
  }
  describeFields(context, old.get('Fields'), now.get('Fields'), TOP, 0);
}

interface Above {
  readonly name: string;
  readonly type: string | undefined;
  readonly flags: number;
  /** It, or a field above it, had a value that is a signature. */
  readonly signed: boolean;
}

const TOP: Above = { name: '', type: undefined, flags: 0, signed: false };

const DEPTH_MAX = 16;

/** A list of fields or kids: those of before in their order, and signature fields that are new. */
function describeFields(
  context: UpdateContext,
  before: PdfValue | undefined,
  after: PdfValue | undefined,
  above: Above,
  depth: number,
): void {
  if (depth > DEPTH_MAX) {
    context.content('form');
    return;
  }
  const lists = context.slot(before, after, 'fields');
  if (lists[1] !== null && !Array.isArray(lists[1])) context.content('form');
  const [old, now] = lists.map((value) => asArray(value) ?? []);
  context.after.spend(now?.length ?? 0);
  let next = 0;
  for (const item of now ?? []) {
    const number = asReference(item)?.number;
    if (old?.[next] !== undefined && same(old[next], item)) {
      next += 1;
      if (number !== undefined) describeOldField(context, number, above, depth);
    } else if (number !== undefined && depth === 0 && context.isNew(number))
      describeNewField(context, number);
    else context.content('form', number);
  }
  if (next < (old?.length ?? 0)) context.content('form');
}

function describeOldField(context: UpdateContext, number: number, above: Above, depth: number): void {
  const changed = context.changed.has(number);
  const old = context.before.object(number)?.value;
  const now = changed ? context.after.object(number)?.value : old;
  // A reference to nothing that something has been put behind.
  if (!isDictionary(old) || !isDictionary(now)) {
    if (changed) context.content('form', number);
    return;
  }
  context.fields.add(number);
  // Most fields are as they were and have none below them.
  if (!changed && !old.has('Kids')) return;
  const inner = belongings(context, old, above);
  if (changed) describeField(context, number, { before: old, after: now, ...inner });
  describeFields(context, old.get('Kids'), now.get('Kids'), inner, depth + 1);
}

function belongings({ before }: UpdateContext, field: PdfDictionary, above: Above): Above {
  const type = before.resolve(field.get('FT'));
  const own = readText(before, field.get('T'));
  const flags = field.has('Ff') ? asInteger(before.resolve(field.get('Ff'))) : above.flags;
  return {
    type: typeof type === 'string' ? type : above.type,
    name: own === undefined ? above.name : above.name === '' ? own : `${above.name}.${own}`,
    flags: flags ?? 0,
    signed: above.signed || isDictionary(before.resolve(field.get('V'))),
  };
}
