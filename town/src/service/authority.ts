import { join } from 'node:path';
import { createAuthority, openCustody } from '@kazasu/authority';
import { environment } from '@kazasu/server/config';
import { type Ground, groundOf, listen, type StartedService } from './ground.ts';

/** The certification authority with its counter. */
export async function startAuthority(ground: Ground): Promise<StartedService> {
  const own = await groundOf(ground, 'authority');
  const custody = await openCustody(join(ground.dataFolder, 'authority', 'keys'), environment());
  const authority = await createAuthority({
    ...own,
    keys: custody.keys,
    ...(custody.signing && { signing: custody.signing }),
    ...(custody.roots && { roots: custody.roots }),
    ...(ground.makeKey && { makeKey: ground.makeKey }),
    adminToken: await ground.tokens('authority-admin'),
    verifierToken: await ground.tokens('authority-verifier'),
  });
  const server = await listen(authority.app, ground.ports.authority);
  return {
    server,
    close: async () => {
      await server.close();
      await authority.close();
      await own.store.close();
      custody.close();
    },
  };
}
