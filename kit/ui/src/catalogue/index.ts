/**
 * The catalogue of components for who writes pages (`npm run ui`): every component in every state, the code to use it, its
 * keys, and the tokens. Owns a built folder of its own that no service serves. `page/` runs in a browser.
 */
import { fileURLToPath } from 'node:url';
import type { PageSource } from '../build/index.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** For `buildPages`. Whoever serves it serves `assetsFolder` under `/ui/` beside it. */
export const cataloguePages: PageSource = {
  name: 'catalogue',
  root: at('./page/'),
  outFolder: at('../../dist/catalogue/'),
  sources: [at('./page/')],
};
