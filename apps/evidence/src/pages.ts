import { fileURLToPath } from 'node:url';
import type { PageSource } from '@kazasu/ui/build';
import { CRYPTO_DOORS, CRYPTO_IN_BROWSER } from './doors.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const lib = (room: string) => new URL(`../../../lib/${room}/src/`, import.meta.url).href;

/** Where the built page lies: one `index.html`, which is all of it. */
export const evidenceFolder: string = at('../dist/page/');

/** The page for `buildPages`. */
export const evidencePages: PageSource = {
  name: 'evidence',
  root: at('./page/'),
  outFolder: evidenceFolder,
  sources: [
    at('./page/'),
    at('./crypto/'),
    ...['bytes', 'pki', 'evidence'].map((room) => fileURLToPath(lib(room))),
  ],
  single: {
    replace: Object.fromEntries(CRYPTO_DOORS.map((door) => [door, CRYPTO_IN_BROWSER])),
    pure: ['bytes', 'pki', 'evidence'].map(lib),
  },
};
