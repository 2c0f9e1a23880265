/**
 * Ours: the provider as it is shipped. Only what a person with a phone and a card would do is left out: whoever opens the waiting page
 * has agreed, by one statement that leaves what an agreement leaves, and fetches the answer at once, as at the floor and the peer.
 */
import type { TrustResponse } from '@kazasu/authority/api';
import { createProvider } from '@kazasu/provider';
import { approverIn } from '@kazasu/provider/testing/approve';
import { systemClock } from '@kazasu/server/clock';
import { type DirectHandler, serve } from '@kazasu/server/http';
import { openKeyFolder } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore, type Store, type StoreOptions } from '@kazasu/server/store';
import { serveOnMessage } from '../login/child.ts';
import { PERSON } from './person.ts';

export interface OwnSettings {
  readonly port: number;
  readonly adminToken: string;
  readonly authority: { readonly url: string; readonly token: string };
  readonly trust: TrustResponse;
  readonly store: StoreOptions;
  /** Folder of the provider's keys. */
  readonly keys: string;
}

serveOnMessage<OwnSettings>(async ({ port, adminToken, authority, trust, ...settings }) => {
  const store = await openStore(settings.store);
  const keys = openKeyFolder(settings.keys);
  const baseUrl = `http://localhost:${port}/api`;
  const phoneUrl = 'http://localhost:4002';
  const clock = systemClock;
  const provider = await createProvider({
    baseUrl,
    phoneUrl,
    adminToken,
    authority,
    trust,
    // One client is the whole load; a fast machine comes past what one may ask for long.
    perClient: { perSecond: 1_000_000, burst: 10_000_000 },
    store,
    keys,
    clock,
    log: silentLog,
  });
  await serve(provider.app, { hostname: 'localhost', port, direct: await agreeing(store, keys) });
});

const PAGE = /^\/api\/interactions\/([^/?]+)$/;

async function agreeing(store: Store, keys: ReturnType<typeof openKeyFolder>): Promise<DirectHandler> {
  const approve = await approverIn(keys);
  const { sub: subject, ...items } = PERSON;
  return (request, _response, handOver) => {
    const id = PAGE.exec(request.url ?? '')?.[1];
    if (id === undefined) return handOver();
    void approve(store, id, { personId: subject, subject, authTime: systemClock.now(), items }).then(() => {
      // What the page would do next.
      request.url = `${request.url}/continue`;
      handOver();
    });
  };
}
