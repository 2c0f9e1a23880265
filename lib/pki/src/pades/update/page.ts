import { PkiError } from '../../error.ts';
import {
  asArray,
  asDictionary,
  asReference,
  type PdfDictionary,
  type PdfValue,
  type PdfView,
  same,
} from '../../pdf/index.ts';
import { acts, type UpdateContext } from './context.ts';

const PAGES_MAX = 50_000;
const DEPTH_MAX = 32;

/** The pages are the same objects in the same order, and say nothing new but annotations behind those of before. */
export function describePages(context: UpdateContext, before: PdfDictionary, after: PdfDictionary): void {
  const old = pageNumbers(context.before, before, context.lists);
  const now = pageNumbers(context.after, after, context.lists);
  if (old.length !== now.length || old.some((number, i) => number !== now[i])) {
    context.content('page');
    return;
  }
  for (const number of now) {
    context.pages.add(number);
    const [page, newPage] = [context.before, context.after].map((view) =>
      asDictionary(view.object(number)?.value),
    );
    if (page === undefined || newPage === undefined) continue;
    if (context.changed.has(number)) {
      context.explain(number, 'page');
      const others = context.differences(page, newPage).filter((key) => key !== 'Annots');
      if (others.length > 0) context.content('page', number);
    }
    describeAnnotations(context, page.get('Annots'), newPage.get('Annots'));
  }
}

/** Numbers of the page objects, in order. */
function pageNumbers(view: PdfView, catalog: PdfDictionary, lists: Map<number, string>): number[] {
  const pages: number[] = [];
  const seen = new Set<number>();
  const walk = (raw: PdfValue | undefined, depth: number): void => {
    const number = asReference(raw)?.number;
    const node = asDictionary(view.resolve(raw));
    if (number === undefined || node === undefined) throw new PkiError('pki/pdf', 'page tree malformed');
    if (seen.has(number)) throw new PkiError('pki/pdf', 'page in two places of the tree');
    if (seen.size > PAGES_MAX || depth > DEPTH_MAX) throw new PkiError('pki/budget', 'page tree too large');
    seen.add(number);
    const kids = node.get('Kids');
    const list = asReference(kids)?.number;
    if (list !== undefined) lists.set(list, 'Kids');
    if (kids === undefined) pages.push(number);
    else {
      const items = asArray(view.resolve(kids)) ?? [];
      view.spend(items.length);
      for (const kid of items) walk(kid, depth + 1);
    }
  };
  walk(catalog.get('Pages'), 0);
  return pages;
}

function describeAnnotations(
  context: UpdateContext,
  before: PdfValue | undefined,
  after: PdfValue | undefined,
): void {
  const [old, now] = context.slot(before, after, 'annotations');
  if (now !== null && !Array.isArray(now)) context.content('page');
  const kept = asArray(old) ?? [];
  let next = 0;
  const items = asArray(now) ?? [];
  context.after.spend(items.length);
  for (const item of items) {
    const number = asReference(item)?.number;
    if (kept[next] !== undefined && same(kept[next], item)) {
      next += 1;
      if (number !== undefined) describeOldAnnotation(context, number);
    } else if (number !== undefined && context.isNew(number)) describeNewAnnotation(context, number);
    else context.content('page', number);
  }
  if (next < kept.length) context.content('annotation-removed');
}

function describeOldAnnotation(context: UpdateContext, number: number): void {
  if (!context.changed.has(number) || context.roles.get(number) === 'field') return;
  const before = asDictionary(context.before.object(number)?.value);
  const after = asDictionary(context.after.object(number)?.value);
  if (before === undefined || after === undefined || before.get('Subtype') === 'Widget') return;
  context.explain(number, 'annotation');
  const keys = context.differences(before, after);
  if (keys.includes('Subtype') || acts(before) || acts(after)) {
    context.content('action', number);
    return;
  }
  for (const key of keys) context.adopt(after.get(key));
  context.add('annotation', number);
}

const NOTES: readonly PdfValue[] = ['Text', 'Popup'];

function describeNewAnnotation(context: UpdateContext, number: number): void {
  // New signature fields were described with the form.
  if (context.roles.get(number) === 'field') return;
  const annotation = asDictionary(context.after.object(number)?.value);
  const subtype = annotation?.get('Subtype');
  if (annotation === undefined || typeof subtype !== 'string' || subtype === 'Widget') {
    context.content('page', number);
    return;
  }
  context.explain(number, 'annotation');
  if (acts(annotation) || ACTIVE.includes(subtype)) {
    context.content('action', number);
    return;
  }
  for (const [key, value] of annotation) if (key !== 'P' && key !== 'Parent') context.adopt(value);
  context.add(NOTES.includes(subtype) && !annotation.has('AP') ? 'note' : 'annotation', number);
}

/** Annotations that do something, or hold something that does. */
const ACTIVE: readonly string[] = [
  'Link',
  'FileAttachment',
  'Sound',
  'Movie',
  'Screen',
  'RichMedia',
  '3D',
  'TrapNet',
];
