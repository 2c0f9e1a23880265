/** The provider as a process: what can be set, and where the rest is loaded from. */
import { defineService } from '@kazasu/server/serve';
import { ProviderSettings } from './config.ts';

export const providerService = defineService({
  name: 'provider',
  summary: 'OpenID Provider with the authentication API and the signature API',
  port: 4001,
  stored: true,
  tokens: true,
  settings: ProviderSettings,
  publicUrl: ({ baseUrl }) => baseUrl,
  trustedProxies: ({ trustedProxies }) => trustedProxies,
  load: async () => (await import('./program.ts')).program,
});
