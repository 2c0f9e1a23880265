import {
  asReference,
  type PdfValue,
  type PdfView,
  type Reference,
  visitReferences,
} from '../../pdf/index.ts';
import type { Role, UpdateContext } from './context.ts';

/** A reference of the document as it was; `from` is the object that holds it, undefined for the trailer. */
interface Use {
  readonly context: UpdateContext;
  readonly reference: Reference;
  readonly from: number | undefined;
}

/**
 * Where the document may have referred to an object before that the update changed, by what the object is. A key says so
 * only at its own place: a picture may have any name among a page's resources.
 */
const USUAL: { readonly [role in Role]: (use: Use) => boolean } = {
  catalog: (use) => inTrailer(use, 'Root') || isSignedData(use),
  information: (use) => inTrailer(use, 'Info'),
  metadata: (use) => inCatalog(use, 'Metadata'),
  form: (use) => inCatalog(use, 'AcroForm'),
  fields: (use) => inForm(use, 'Fields') || inField(use, 'Kids'),
  field: (use) =>
    inList(use, 'Fields') ||
    inForm(use, 'Fields') ||
    inForm(use, 'CO') ||
    inField(use, 'Kids') ||
    isAnnotation(use),
  page: ({ context, reference, from }) =>
    reference.destination ||
    ['Kids', 'Parent', 'P', 'Pg'].includes(reference.key || (context.lists.get(from ?? 0) ?? '')),
  annotations: (use) => inPage(use, 'Annots'),
  annotation: (use) => isAnnotation(use),
  'validation-data': ({ context, reference, from }) =>
    (from !== undefined && context.stores.has(from)) || (from === rootOf(context) && reference.top === 'DSS'),
  part: () => false,
};

function inTrailer({ reference, from }: Use, key: string): boolean {
  return from === undefined && reference.depth === 1 && reference.key === key;
}

/** ISO 32000-2 table 256: what a signature says that it is about. */
function isSignedData({ reference: { key, around } }: Use): boolean {
  return key === 'Data' && around?.has('TransformMethod') === true;
}

function inCatalog({ context, reference, from }: Use, key: string): boolean {
  return from === rootOf(context) && reference.depth === 1 && reference.key === key;
}

function inForm({ context, reference, from }: Use, key: string): boolean {
  if (from === undefined || reference.key !== key) return false;
  const own = from === context.form && reference.depth === 1;
  return own || (from === rootOf(context) && reference.top === 'AcroForm' && reference.depth === 2);
}

function inField({ context, reference, from }: Use, key: string): boolean {
  return from !== undefined && context.fields.has(from) && reference.depth === 1 && reference.key === key;
}

function inPage({ context, reference, from }: Use, key: string): boolean {
  return from !== undefined && context.pages.has(from) && reference.depth === 1 && reference.key === key;
}

/** In an object that is an array. */
function inList({ context, reference, from }: Use, key: string): boolean {
  return from !== undefined && reference.depth === 0 && context.lists.get(from) === key;
}

/** On a page, of another annotation, or in the structure of the document. */
function isAnnotation(use: Use): boolean {
  const { key, depth, around } = use.reference;
  if (inPage(use, 'Annots') || inList(use, 'Annots')) return true;
  if (key === 'Obj') return around?.get('Type') === 'OBJR';
  return depth === 1 && ['Parent', 'Popup', 'IRT'].includes(key);
}

/**
 * Finds changed objects that the document used otherwise before: a field that is a page's resource, too, or a reference to
 * nothing that waited for something to be put behind it. Walks everything the document referred to before the update.
 * Catalog, form and store of validation data are looked at though they did not change: by them places are told.
 */
export function describeSharing(context: UpdateContext): void {
  const { changed, machinery } = context;
  if (changed.size === 0 && machinery.size === 0) return;
  const waiting: number[] = [];
  const seen = new Set<number>();
  const look = (value: PdfValue, from: number | undefined) => {
    const values = visitReferences(value, (reference) => {
      const { number } = reference;
      if (machinery.has(number)) context.content('shared', number);
      const role = changed.has(number) ? context.roles.get(number) : holderOf(context, number);
      if (role !== undefined && !USUAL[role]({ context, reference, from })) context.content('shared', number);
      if (seen.has(number)) return;
      seen.add(number);
      waiting.push(number);
    });
    context.before.spend(Math.ceil(values / VALUES_PER_STEP));
  };
  look(trailerOf(context.before), undefined);
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const object = context.before.object(number);
    if (object !== undefined) look(object.value, number);
  }
}

/** To look at a value costs less than to follow a reference. */
const VALUES_PER_STEP = 4;

function trailerOf({ trailer }: PdfView) {
  return new Map([...trailer].filter(([key]) => key !== 'Prev' && key !== 'XRefStm'));
}

/** Of no object if the trailer names none. */
function rootOf({ before }: UpdateContext): number {
  return asReference(before.trailer.get('Root'))?.number ?? -1;
}

function holderOf(context: UpdateContext, number: number): Role | undefined {
  if (number === rootOf(context)) return 'catalog';
  if (number === context.form) return 'form';
  return context.stores.has(number) ? 'validation-data' : undefined;
}
