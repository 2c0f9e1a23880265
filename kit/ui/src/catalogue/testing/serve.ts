import { pageHeaders, type RunningServer, serve, serveFolder } from '@kazasu/server/http';
import { Hono } from 'hono';
import { assetsFolder } from '../../assets.ts';
import { type BuildOptions, buildPages } from '../../build/index.ts';
import { cataloguePages } from '../index.ts';

/** Builds what is stale and serves the catalogue on loopback; port 0 takes any free one. */
export async function serveCatalogue(
  options: Pick<BuildOptions, 'onProgress'> & { readonly port?: number } = {},
): Promise<RunningServer> {
  const { port = 0, ...progress } = options;
  await buildPages({ apps: [cataloguePages], ...progress });
  const app = new Hono();
  app.use(pageHeaders());
  app.get('/ui/*', serveFolder(assetsFolder, '/ui'));
  app.get('/*', serveFolder(cataloguePages.outFolder));
  return serve(app, { hostname: 'localhost', port });
}
