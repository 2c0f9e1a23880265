import { mountStatus as mountOperatorsPage } from '@kazasu/server/status';
import type { Hono } from 'hono';
import { type MayDeps, onlyTheAdministrator } from '../admin/index.ts';
import { languageOf } from '../page/index.ts';
import type { ProviderStatusSource } from './status.ts';
import { providerStatusPage } from './status-page.ts';

/** At the root, as the metrics are: where a reverse proxy does not lead. */
export function mountStatus(app: Hono, deps: MayDeps, source: ProviderStatusSource): void {
  mountOperatorsPage(app, {
    source,
    adminToken: deps.config.adminToken,
    otherwise: onlyTheAdministrator(deps),
    page: (status, request) => String(providerStatusPage(status, languageOf(request))),
  });
}
