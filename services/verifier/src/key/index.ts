/**
 * API keys of tenants: `kzv_<id>_<secret>`, of which only a hash is kept, with scopes, an end, and a successor. Owns the
 * question whose key it is, asked of the store for every request, and `/v1/keys`. Refuses to show a secret twice, and to let a key
 * give more than it has.
 */
export { dayInJapan } from './day.ts';
export { findCaller } from './key.ts';
export type { ApiKey, Caller } from './key-data.ts';
export { KEY_TABLES } from './key-store.ts';
export { KEY_PROBLEMS } from './problems.ts';
export { KEY_ROUTES } from './routes.ts';
export { SCOPES, type Scope } from './scope.ts';
