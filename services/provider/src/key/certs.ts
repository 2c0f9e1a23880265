import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { signingKeys } from './signing-keys.ts';

/** `no-cache`: a relying party that meets an unknown `kid` asks again and must not be given an old set. */
export function mountKeys(app: Hono, { config, keys }: Pick<ProviderDeps, 'config' | 'keys'>): void {
  const path = `${config.protocolPath}/certs`;
  const set = { keys: signingKeys(keys).published };
  app.use(path, apiHeaders());
  app.get(path, (context) => context.json(set));
}
