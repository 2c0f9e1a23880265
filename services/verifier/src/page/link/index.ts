/**
 * Links that the operator makes for a tenant: whoever has one opens the console with one browser, once, within minutes. Owns the
 * operator's route and the table. The code stands in the fragment of the address, which no server and no log ever sees. Refuses
 * to be used twice: one statement takes a link away and says whose it was.
 */
export { CONSOLE_LINK_ROUTES } from './link-routes.ts';
export { type ConsoleLink, deleteOldLinks, takeLink } from './link-store.ts';
