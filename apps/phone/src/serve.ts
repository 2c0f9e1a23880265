/**
 * Serves the app: its built pages, the shared style sheet and fonts, and the little that the pages must be told. Owns
 * no state and sees no PIN, no card and no transaction; the browser talks to the provider by itself. The cards'
 * box is added by whoever runs it, under `/box` of the same origin.
 */
import { pageHeaders, serveFolder } from '@kazasu/server/http';
import { assetsFolder } from '@kazasu/ui';
import { Hono } from 'hono';
import { pagesFolder } from './pages.ts';

export { phonePages } from './pages.ts';

export interface PhoneOptions {
  /** Where the provider's API begins, without a slash at the end: `http://localhost:4001/api`. */
  readonly providerBase: string;
  /** Says at the foot of every page that nothing is real. On unless an operator switches it off. */
  readonly testEnvironment?: boolean;
}

/** Throws when the pages have not been built (`npm run pages`). */
export function createPhone(options: PhoneOptions): Hono {
  const { providerBase, testEnvironment = true } = options;
  const app = new Hono();
  app.use(pageHeaders({ connect: [new URL(providerBase).origin] }));
  app.get('/config.json', (context) => context.json({ providerBase, testEnvironment }));
  app.get('/ui/*', serveFolder(assetsFolder, '/ui'));
  app.get('/*', serveFolder(pagesFolder));
  return app;
}
