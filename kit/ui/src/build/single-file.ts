import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { hashOf } from '../crypto.ts';
import { markAsSvg } from '../icon/mark.ts';
import { common } from './bundle.ts';

/** What a page that is one file needs told beyond its `index.html`. */
export interface SingleFile {
  /** Modules in whose place others stand, both as file URLs: a browser's in the place of the server's. */
  readonly replace?: Readonly<Record<string, string>>;
  /** Folders, as file URLs, whose modules do nothing by being loaded: those that nothing is taken from are left out. */
  readonly pure?: readonly string[];
}

const SCRIPT = 'page.js';
const STYLE = 'page.css';

/**
 * One `index.html` that needs neither server nor network: script, style (the shared one first) and icon stand in it, under a
 * content security policy that names them by their hashes and allows nothing else. The page's own `index.html` has one script
 * and one style sheet, and a `<meta>` of the policy is put into its head.
 */
export async function bundleSingle(
  root: string,
  into: string,
  { replace = {}, pure = [] }: SingleFile,
  sharedStyle: string,
): Promise<void> {
  const settings = common(root, into);
  await build({
    ...settings,
    base: './',
    plugins: [replacing(replace)],
    build: {
      ...settings.build,
      cssCodeSplit: false,
      rolldownOptions: {
        treeshake: { moduleSideEffects: sideEffects(pure) },
        output: {
          codeSplitting: false,
          entryFileNames: SCRIPT,
          assetFileNames: (asset) =>
            asset.names.some((name) => name.endsWith('.css')) ? STYLE : '[name][extname]',
        },
      },
    },
  });
  const read = (name: string) => readFile(join(into, name), 'utf8');
  const style = `${await readFile(sharedStyle, 'utf8')}\n${await read(STYLE)}`;
  const page = inlined(await read('index.html'), { script: await read(SCRIPT), style });
  await writeFile(join(into, 'index.html'), page);
  await Promise.all([SCRIPT, STYLE].map((name) => rm(join(into, name))));
}

function replacing(replace: Readonly<Record<string, string>>): Plugin {
  const paths = new Map(
    Object.entries(replace).map(([from, to]) => [fileURLToPath(from), fileURLToPath(to)]),
  );
  return {
    name: 'replace-modules',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.startsWith('.') && importer !== undefined
        ? paths.get(resolve(dirname(importer), source))
        : undefined,
  };
}

function sideEffects(pure: readonly string[]): (id: string) => boolean {
  const folders = pure.map((folder) => fileURLToPath(folder));
  return (id) => !folders.some((folder) => id.startsWith(folder));
}

interface Inside {
  readonly script: string;
  readonly style: string;
}

/** Throws where the page is not made as this expects: a file that lacks half of itself must not be published. */
function inlined(html: string, { script, style }: Inside): string {
  // A script ends at the first of these, wherever it stands.
  const safe = script.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const icon = `data:image/svg+xml;base64,${Buffer.from(markAsSvg()).toString('base64')}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(safe)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const put = (text: string, tag: RegExp, by: string) => {
    if (text.match(tag)?.length !== 1) throw new Error(`the page has not one ${tag.source}`);
    return text.replace(tag, () => by);
  };
  const withoutLinks = put(
    put(html, /\s*<link rel="stylesheet"[^>]*>/, ''),
    /\s*<script [^>]*><\/script>/,
    '',
  );
  const head = `<head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="icon" href="${icon}">
    <style>${style}</style>`;
  const page = put(put(withoutLinks, /\s*<meta charset="utf-8">/, ''), /<head>/, head);
  return put(page, /<\/body>/, `<script type="module">${safe}</script>\n</body>`);
}
