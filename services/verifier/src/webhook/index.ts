/**
 * Telling tenants what happened: their webhooks, the events in the order of their numbers, and each event's way to each webhook, at
 * least once, signed. Owns leases, back-off, the log of attempts and resending. Refuses personal items in a body, addresses
 * that are not of the public internet, redirects, and to keep anything of an answer but its status.
 */
export { type Courier, createCourier } from './courier.ts';
export { emit } from './event.ts';
export { deleteOldEvents, deletePersonEvents } from './event-store.ts';
export { EVENT_TYPES, EVENT_WORDS, type EventType } from './event-type.ts';
export { WEBHOOK_PROBLEMS } from './problems.ts';
export { WEBHOOK_ROUTES } from './routes.ts';
export { LEASE_TABLES, WEBHOOK_TABLES } from './tables.ts';
