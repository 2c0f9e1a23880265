import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { type MayDeps, onlyTheAdministrator } from './administrator.ts';

/**
 * The counters in the Prometheus text format. At the root, beside the health check and outside the API's own path,
 * where a reverse proxy does not lead; and with the token all the same, since numbers of logins are the operator's.
 */
export function mountMetrics(app: Hono, deps: MayDeps & Pick<ProviderDeps, 'metrics'>): void {
  const { metrics } = deps;
  app.use('/metrics', apiHeaders(), onlyTheAdministrator(deps));
  app.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  );
}
