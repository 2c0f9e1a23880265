import { PkiError } from '../../error.ts';
import { asDictionary, asReference, type PdfDocument } from '../../pdf/index.ts';
import { describeCatalog } from './catalog.ts';
import type { Change } from './change.ts';
import { UpdateContext } from './context.ts';
import { describeOctets } from './octets.ts';
import { describePages } from './page.ts';
import { describeSharing } from './sharing.ts';
import { describeTrailer } from './trailer.ts';

/** What revision `index` (not the first) changed against the one before. Throws PkiError for what cannot be read. */
export function describeUpdate(document: PdfDocument, index: number): readonly Change[] {
  const revision = document.revisions[index];
  if (index < 1 || revision === undefined) throw new PkiError('pki/pdf', 'no such revision');
  const context = new UpdateContext(document, index);
  if (revision.hybrid) context.content('hybrid');
  describeOctets(context, index);
  describeTrailer(context);
  const root = asReference(context.after.trailer.get('Root'));
  const before = asDictionary(context.before.resolve(context.before.trailer.get('Root')));
  const after = asDictionary(context.after.resolve(root));
  if (before === undefined || after === undefined) context.content('catalog');
  else {
    describeCatalog(context, before, after);
    describePages(context, before, after);
  }
  for (const number of context.changed) {
    if (!context.roles.has(number)) context.content('object', number);
  }
  describeSharing(context);
  return context.changes;
}
