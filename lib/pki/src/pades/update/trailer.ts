import { asArray, asReference, isDictionary, isString, same } from '../../pdf/index.ts';
import type { UpdateContext } from './context.ts';

/** What the trailer says of the file, and not of the document. */
const OF_THE_FILE: readonly string[] = [
  'Size',
  'Prev',
  'XRefStm',
  'Type',
  'W',
  'Index',
  'Length',
  'Filter',
  'DecodeParms',
];

/** The document's catalog stays the same object, and its identifier's first half the same octets. */
export function describeTrailer(context: UpdateContext): void {
  const { before, after } = context;
  for (const key of context.differences(before.trailer, after.trailer)) {
    if (key === 'ID') {
      const [old, now] = [before, after].map(({ trailer }) => asArray(trailer.get('ID')));
      if (old !== undefined && !same(old[0], now?.[0])) context.content('trailer');
    } else if (key !== 'Info' && !OF_THE_FILE.includes(key)) context.content('trailer');
  }
  const root = asReference(after.trailer.get('Root'))?.number;
  if (root !== undefined && context.changed.has(root)) context.explain(root, 'catalog');
  describeInformation(context);
}

const HARMLESS: readonly string[] = ['ModDate', 'Producer', 'Creator', 'CreationDate'];

function describeInformation(context: UpdateContext): void {
  const [raw, next] = [context.before.trailer.get('Info'), context.after.trailer.get('Info')];
  const number = asReference(next)?.number;
  const untouched = number === undefined || !context.changed.has(number);
  if (same(raw, next) && untouched) return;
  const [old, now] = context.slot(raw, next, 'information');
  if (!isDictionary(now)) {
    context.content('trailer');
    return;
  }
  const keys = context.differences(isDictionary(old) ? old : new Map(), now);
  const harmless = keys.every((key) => HARMLESS.includes(key) && isString(now.get(key)));
  if (harmless) context.add('metadata', number);
  else context.content('trailer', number);
}
