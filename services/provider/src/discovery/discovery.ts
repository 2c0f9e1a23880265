import { createMetadata } from '@kazasu/oidc';
import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';

export function mountDiscovery(app: Hono, { config }: Pick<ProviderDeps, 'config'>): void {
  const path = `${config.basePath}/realms/${config.realm}/.well-known/openid-configuration`;
  const document = createMetadata(config.issuer, DIVERGENCES.acrValues.value);
  app.use(path, apiHeaders());
  app.get(path, (context) => context.json(document));
}
