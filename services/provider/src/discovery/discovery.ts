import { createMetadata } from '@kazasu/oidc';
import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';

export function mountDiscovery(app: Hono, { config }: Pick<ProviderDeps, 'config'>): void {
  const realm = `${config.basePath}/realms/${config.realm}`;
  const document = createMetadata(config.issuer, DIVERGENCES.acrValues.value);
  // OpenID Connect appends to the issuer (Discovery section 4), OAuth writes between host and path (RFC 8414 section 3.1).
  for (const path of [
    `${realm}/.well-known/openid-configuration`,
    `/.well-known/oauth-authorization-server${realm}`,
  ]) {
    app.use(path, apiHeaders());
    app.get(path, (context) => context.json(document));
  }
}
