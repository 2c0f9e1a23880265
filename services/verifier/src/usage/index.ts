/**
 * What a tenant used, by day, kind and purpose. Owns the counting, from the evidence itself; keeps no counter that could say
 * something else than the records.
 */
export { USAGE_ROUTES } from './routes.ts';
export { USAGE_TABLES } from './usage-store.ts';
