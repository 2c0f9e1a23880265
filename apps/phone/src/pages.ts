import { fileURLToPath } from 'node:url';
import type { PageSource } from '@kazasu/ui/build';
import { makeInstallable } from './installable/index.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the built pages lie. */
export const pagesFolder: string = at('../dist/page/');

/** The app's pages for `buildPages`: whatever ends up in the browser's script decides whether they are fresh. */
export const phonePages: PageSource = {
  name: 'phone',
  root: at('./page/'),
  outFolder: pagesFolder,
  finish: makeInstallable,
  sources: [
    at('./page/'),
    at('./headless/'),
    at('./installable/'),
    at('../../../lib/bytes/src/'),
    at('../../../lib/card/src/'),
    at('../../../kit/reader/src/'),
    at('../../../services/provider/src/api/'),
  ],
};
