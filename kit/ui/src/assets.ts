import { fileURLToPath } from 'node:url';

/**
 * The built style sheet and fonts. Every service that shows pages serves this folder under `/ui/`; it exists once
 * `npm start` or `npm run pages` has built it.
 */
export const assetsFolder: string = fileURLToPath(new URL('../dist/ui/', import.meta.url));
