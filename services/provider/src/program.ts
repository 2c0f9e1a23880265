import type { StoredProgram } from '@kazasu/server/serve';
import { type ProviderSettings, providerConfig } from './config.ts';
import { createProvider } from './main.ts';
import { MIGRATIONS } from './store.ts';

/** What service.ts loads when the provider is really run. */
export const program: StoredProgram<ProviderSettings> = {
  migrations: MIGRATIONS,
  identity: async (_ground, settings) => {
    const { issuer, sandbox, phoneCertificates } = providerConfig(settings);
    return {
      issuer,
      // Who may log in, and whether without a card of their own.
      profile: JSON.stringify([sandbox === undefined ? 'real' : 'sandbox', phoneCertificates]),
      // Each key is compared with its own record, see key/.
    };
  },
  // By schedule, or when two administrators have agreed to it.
  changesKeys: (settings) => settings.keySchedule !== undefined || providerConfig(settings).fourEyes,
  open: async ({ store, keys, tokenKeys, clock, log, forwarding }, settings) => {
    const custody = { keys, ...(tokenKeys && { tokenKeys }) };
    const provider = await createProvider({ ...settings, ...custody, store, clock, log, forwarding });
    return { ...provider, fault: () => provider.keys.fault() };
  },
};
