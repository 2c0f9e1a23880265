/**
 * What the service says of itself: health, counters, whom it believes, the OpenAPI document, the reference and the catalogue of problems as pages.
 * All of it is made of the tables of routes and problems. Refuses scripts and whatever is not its own: pages load nothing from
 * elsewhere.
 */
export { serviceRoutes } from './routes.ts';
