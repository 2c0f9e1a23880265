import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const BUILDER = resolve(import.meta.dirname, 'build-pages.ts');

/** Builds the web pages once, before tests of several processes would all want to. */
export async function requireBuiltPages(): Promise<void> {
  if (!existsSync(BUILDER)) return;
  const builder = (await import(pathToFileURL(BUILDER).href)) as { buildPages: () => Promise<void> };
  await builder.buildPages();
}
