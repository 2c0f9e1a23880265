/** Servers of the token half in a process of its own, one over each store; started by node-process.ts, ends when its parent lets go. */
import { once } from 'node:events';
import { serve } from '@kazasu/server/http';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { tokenApp } from './token-app.ts';

const ended = once(process, 'disconnect');
const [options] = (await once(process, 'message')) as [StoreOptions[]];
const running = await Promise.all(
  options.map(async (one) => {
    const store = await openStore(one);
    const { app } = await tokenApp({ store });
    return { store, server: await serve(app, { hostname: '127.0.0.1', port: 0 }) };
  }),
);
process.send?.(running.map(({ server }) => server.url));
await ended;
for (const { server, store } of running) {
  await server.close();
  await store.close();
}
