/** A server of the token half in a process of its own; started by node-process.ts, ends when its parent lets go. */
import { once } from 'node:events';
import { serve } from '@kazasu/server/http';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { tokenApp } from './token-app.ts';

const ended = once(process, 'disconnect');
const [options] = (await once(process, 'message')) as [StoreOptions];
const store = await openStore(options);
const { app } = await tokenApp({ store });
const server = await serve(app, { hostname: '127.0.0.1', port: 0 });
process.send?.(server.url);
await ended;
await server.close();
await store.close();
