import { type PdfView, type Reference, referencesOf } from '../../pdf/index.ts';
import type { Role, UpdateContext } from './context.ts';

/** By which keys the document may have referred to an object before that the update changed, by what the object is. */
const KEYS: { readonly [role in Role]: readonly string[] } = {
  catalog: ['Root'],
  information: ['Info'],
  metadata: ['Metadata'],
  form: ['AcroForm'],
  fields: ['Fields', 'Kids'],
  field: ['Fields', 'Kids', 'Annots', 'Parent', 'Obj', 'CO', 'Popup', 'IRT'],
  page: ['Kids', 'Parent', 'P', 'Pg'],
  annotations: ['Annots'],
  annotation: ['Annots', 'Parent', 'Obj', 'Popup', 'IRT'],
  'validation-data': ['DSS', 'VRI', 'Certs', 'CRLs', 'OCSPs', 'Cert', 'CRL', 'OCSP', 'TS'],
  part: [],
};

/**
 * Finds changed objects that the document used otherwise before: a field that is a page's resource, too, or a reference to
 * nothing that waited for something to be put behind it. Walks everything the document referred to before the update.
 */
export function describeSharing(context: UpdateContext): void {
  if (context.changed.size === 0) return;
  const waiting: number[] = [];
  const seen = new Set<number>();
  const look = (references: readonly Reference[], from: number | undefined) => {
    for (const reference of references) {
      const { number } = reference;
      if (context.changed.has(number) && !isUsual(context, reference, from))
        context.content('shared', number);
      if (seen.has(number)) continue;
      seen.add(number);
      waiting.push(number);
    }
  };
  look(referencesOf(trailerOf(context.before)), undefined);
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const object = context.before.object(number);
    if (object !== undefined) look(referencesOf(object.value, listKey(context, number)), number);
  }
}

function trailerOf({ trailer }: PdfView) {
  return new Map([...trailer].filter(([key]) => key !== 'Prev' && key !== 'XRefStm'));
}

function isUsual(context: UpdateContext, { key, number, destination }: Reference, from?: number): boolean {
  const role = context.roles.get(number);
  if (role === undefined) return true;
  if (destination && role === 'page') return true;
  if (from === undefined) return key === 'Root' || key === 'Info';
  return KEYS[role].includes(key);
}

/** What an object that is an array stands for; its references have no key of their own. */
function listKey({ lists }: UpdateContext, number: number): string {
  return lists.get(number) ?? '';
}
