import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';

/** Kept by no cache on the way: a relying party that meets an unknown `kid` asks again and must not be given an old set. */
export function mountKeys(app: Hono, { config, keys }: Pick<ProviderDeps, 'config' | 'keys'>): void {
  const path = `${config.protocolPath}/certs`;
  app.use(path, apiHeaders());
  app.get(path, (context) => context.json({ keys: keys.signing.published }));
}
