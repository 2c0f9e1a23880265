/** Documents made from tables in the code, so that they cannot say something else. */
import { resolve } from 'node:path';
import { checksDocument } from './checks.ts';
import { divergencesDocument } from './divergences.ts';
import { problemsDocument } from './problems.ts';
import { storageDocument } from './storage.ts';

const DOCS = resolve(import.meta.dirname, '../../../docs');

export const GENERATED: readonly { readonly path: string; readonly make: () => string }[] = [
  { path: resolve(DOCS, 'checks.md'), make: checksDocument },
  { path: resolve(DOCS, 'divergences.md'), make: divergencesDocument },
  { path: resolve(DOCS, 'problems.md'), make: () => problemsDocument('en') },
  { path: resolve(DOCS, 'problems.ja.md'), make: () => problemsDocument('ja') },
  { path: resolve(DOCS, 'storage.md'), make: storageDocument },
];
