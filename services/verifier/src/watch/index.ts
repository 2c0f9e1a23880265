/**
 * Watching the certificates of persons for a tenant: what changes on the authority's lists is told once, by an event. Owns
 * which person is watched and what was last seen. Refuses to tell what could not be learnt, and to tell anything twice.
 */
export { lookAtWatches } from './look.ts';
export { WATCH_PROBLEMS } from './problems.ts';
export { WATCH_ROUTES } from './routes.ts';
export { deletePersonWatches, WATCH_TABLES } from './watch-store.ts';
