import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tailwind from '@tailwindcss/vite';
import { build, type InlineConfig } from 'vite';
import { markAsSvg } from '../icon/mark.ts';

/** `style.css`, `font.css`, `icon.svg` and the font files, under names that pages can rely on. */
export async function bundleStyle(sources: string, into: string): Promise<void> {
  await build({
    ...common(sources, into),
    plugins: [tailwind()],
    base: '/ui/',
    build: {
      ...common(sources, into).build,
      rolldownOptions: {
        input: { style: join(sources, 'style.css'), font: join(sources, 'font.css') },
        output: {
          assetFileNames: (asset) =>
            asset.names.some((name) => name.endsWith('.css'))
              ? '[name][extname]'
              : 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  await writeFile(join(into, 'icon.svg'), markAsSvg());
}

/** A single-page app from its `index.html`; scripts and styles get their hash into their name. */
export async function bundleApp(root: string, into: string): Promise<void> {
  await build(common(root, into));
}

/** What all builds of pages share. */
export function common(root: string, outDir: string): InlineConfig & { readonly build: object } {
  return {
    root,
    configFile: false,
    envFile: false,
    logLevel: 'error',
    mode: 'production',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: ['chrome111', 'safari16.4', 'firefox114'],
      // Nothing as a data: URL and no inline script: the pages run under a strict content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
}
