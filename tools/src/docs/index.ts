/** Documents made from tables in the code, so that they cannot say something else. */
import { resolve } from 'node:path';
import { checksDocument } from './checks.ts';
import { divergencesDocument } from './divergences.ts';
import { mutationDocument } from './mutation.ts';
import { oauthDocument } from './oauth/document.ts';
import { parsersDocument } from './parsers.ts';
import { problemsDocument } from './problems.ts';
import { sandboxDocument } from './sandbox.ts';
import { storageDocument } from './storage.ts';

const DOCS = resolve(import.meta.dirname, '../../../docs');
/** Only their tables are made. */
const SANDBOX = { en: resolve(DOCS, 'use/sandbox.md'), ja: resolve(DOCS, 'use/sandbox.ja.md') };

export const GENERATED: readonly { readonly path: string; readonly make: () => string }[] = [
  { path: resolve(DOCS, 'checks.md'), make: checksDocument },
  { path: resolve(DOCS, 'conformance-oauth.md'), make: oauthDocument },
  { path: resolve(DOCS, 'divergences.md'), make: divergencesDocument },
  { path: resolve(DOCS, 'mutation.md'), make: mutationDocument },
  { path: resolve(DOCS, 'parsers.md'), make: parsersDocument },
  { path: resolve(DOCS, 'problems.md'), make: () => problemsDocument('en') },
  { path: resolve(DOCS, 'problems.ja.md'), make: () => problemsDocument('ja') },
  { path: SANDBOX.en, make: () => sandboxDocument(SANDBOX.en, 'en') },
  { path: SANDBOX.ja, make: () => sandboxDocument(SANDBOX.ja, 'ja') },
  { path: resolve(DOCS, 'storage.md'), make: storageDocument },
];
