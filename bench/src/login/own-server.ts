/**
 * Ours: the provider as it is shipped, with its file store, in a process of its own. It gets its settings by message
 * and answers `ready` once it listens.
 */
import { join } from 'node:path';
import type { TrustResponse } from '@kazasu/authority/api';
import { createProvider } from '@kazasu/provider';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { openKeyFolder } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { serveOnMessage } from './child.ts';

export interface OwnSettings {
  readonly port: number;
  readonly folder: string;
  readonly adminToken: string;
  readonly authority: { readonly url: string; readonly token: string };
  readonly trust: TrustResponse;
  /** `memory` keeps nothing, for comparison with the peer's adapter. */
  readonly store: 'file' | 'memory';
}

serveOnMessage<OwnSettings>(async ({ port, folder, adminToken, authority, trust, store }) => {
  const provider = await createProvider({
    baseUrl: `http://localhost:${port}/api`,
    phoneUrl: 'http://localhost:4002',
    adminToken,
    authority,
    trust,
    store: await openStore({ file: store === 'memory' ? ':memory:' : join(folder, 'provider.sqlite') }),
    keys: openKeyFolder(join(folder, 'keys')),
    clock: systemClock,
    log: silentLog,
  });
  await serve(provider.app, { hostname: 'localhost', port });
});
