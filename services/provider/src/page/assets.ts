import { existsSync, readFileSync } from 'node:fs';
import { pageHeaders, serveFolder } from '@kazasu/server/http';
import { assetsFolder } from '@kazasu/ui';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';

/** Where the pages' own script and style sheet are served. */
export function assetsPath(config: { readonly basePath: string }): string {
  return `${config.basePath}/pages`;
}

/** Serves them, and the shared look under `/ui/` where it has been built. */
export function mountPages(app: Hono, deps: ProviderDeps): void {
  const base = assetsPath(deps.config);
  serveAsset(app, `${base}/waiting.js`, 'waiting.js', 'text/javascript; charset=utf-8');
  serveAsset(app, `${base}/waiting.css`, 'waiting.css', 'text/css; charset=utf-8');
  if (existsSync(assetsFolder)) app.get('/ui/*', pageHeaders(), serveFolder(assetsFolder, '/ui'));
}

function serveAsset(app: Hono, path: string, file: string, type: string): void {
  const text = readFileSync(new URL(`./browser/${file}`, import.meta.url), 'utf8');
  app.get(path, pageHeaders(), (context) =>
    context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }),
  );
}
