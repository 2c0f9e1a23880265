import { createProvider } from '@kazasu/provider';
import { fetchTrust } from '../seed/index.ts';
import { type Ground, groundOf, listen, type StartedService } from './ground.ts';

/** The provider. The authority must be up: whom to believe is asked there once, as an operator would by hand. */
export async function startProvider(ground: Ground): Promise<StartedService> {
  const own = await groundOf(ground, 'provider');
  const authority = { url: ground.urls.authority, token: await ground.tokens('authority-verifier') };
  const provider = await createProvider({
    ...own,
    baseUrl: ground.urls.provider,
    phoneUrl: ground.urls.phone,
    adminToken: await ground.tokens('provider-admin'),
    authority,
    trust: await fetchTrust(authority),
    phoneCertificates: true,
    sandbox: {
      substitute: {
        url: `http://localhost:${ground.ports.substitute}`,
        token: await ground.tokens('substitute'),
      },
      inspector: true,
    },
  });
  const server = await listen(provider.app, ground.ports.provider);
  return {
    server,
    close: async () => {
      await server.close();
      await provider.close();
      await own.store.close();
    },
  };
}
