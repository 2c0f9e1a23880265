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
  /** Where the local agent listens on the computer of whoever looks at the page: `http://127.0.0.1:4020`. Without it the app offers no reader. */
  readonly agentUrl?: string;
  /** Where certificates for this phone are issued: the authority's address, without a slash at the end. Without it the app offers none. */
  readonly authorityUrl?: string;
}

/** Throws when the pages have not been built (`npm run pages`). */
export function createPhone(options: PhoneOptions): Hono {
  const { providerBase, testEnvironment = true, agentUrl, authorityUrl } = options;
  const app = new Hono();
  app.use(pageHeaders({ connect: originsOf(options), passkeys: true }));
  const config = {
    providerBase,
    testEnvironment,
    ...(agentUrl !== undefined && { agentUrl }),
    ...(authorityUrl !== undefined && { authorityUrl }),
  };
  app.get('/config.json', (context) => context.json(config));
  app.get('/ui/*', serveFolder(assetsFolder, '/ui'));
  const pages = serveFolder(pagesFolder);
  // One page under two addresses: a policy on accessibility is linked to from elsewhere.
  app.get('/accessibility', (context) => app.fetch(new Request(new URL('/', context.req.url))));
  app.get('/*', pages);
  return app;
}

/** Whom the page may speak to. The agent is an address of its own for sockets, which browsers hold apart. */
function originsOf({ providerBase, agentUrl, authorityUrl }: PhoneOptions): string[] {
  const origin = (url: string | undefined) => (url === undefined ? [] : [new URL(url).origin]);
  const agent = origin(agentUrl);
  const sockets = agent.map((one) => one.replace(/^http/, 'ws'));
  return [...origin(providerBase), ...agent, ...sockets, ...origin(authorityUrl)];
}
