/**
 * The inspector: for developers at this machine, every login and signature as a sequence diagram that grows while it runs, with what
 * was asked and answered, what was judged, and why something failed. Only where it is configured; elsewhere nothing is recorded.
 *
 * Owns the recording (record/), what may be kept of it (mask/), the sentences of causes and remedies (remedy/) and the pages (page/).
 * Nothing secret or personal is stored: masking comes first, and what no table knows is masked. Records are behind the requests,
 * bounded in number and size whoever asks, and gone an hour after the last of its flow.
 *
 * Routes: `GET /inspector`, `/inspector/flows/{id}`, `/inspector/requests/{id}` (from an error page or a `Link` header), for
 * connections of this machine alone. Refuses: whoever comes from elsewhere, or through anything; pages of other origins.
 */
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import type { Inspector } from './inspector.ts';
import { mountPages } from './page/routes.ts';

export { FLOWS, INSPECTOR_TABLES, sweepFlows } from './flow-store.ts';
export { createInspector, type Inspector } from './inspector.ts';

/** Before everything that is to be recorded. */
export function mountInspector(
  app: Hono,
  deps: Pick<ProviderDeps, 'config' | 'store'>,
  { middleware }: Inspector,
): void {
  app.use(middleware);
  mountPages(app, deps);
}
