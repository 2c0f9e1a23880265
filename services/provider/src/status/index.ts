/**
 * What the provider tells its operator beside what every service tells (kit/server/src/status, which owns the routes `GET /status` and
 * `GET /status.json`): whether its keys and whom it believes are in order, which keys there are, who agrees to a change. Also for named
 * administrators. Refuses to tell anything about a login, a client or a person, and to change anything.
 */

export { mountStatus } from './routes.ts';
export { openProviderStatus, type ProviderStatusSource } from './status.ts';
