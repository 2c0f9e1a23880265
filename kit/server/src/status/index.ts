/**
 * How a service is, for who runs it: parts, requests lately, database, queues, keys, audit. Owns what is told and who is told: whoever has the
 * service's admin token, which a browser brings as the password of HTTP Basic. Read off the metrics and the store; refuses to tell anything
 * about a person or a client, and to change anything. The page is made by whoever mounts it (kit/ui/src/html/status-page.ts).
 *
 * Routes, at the root as the metrics are, where a reverse proxy does not lead: `GET /status`, `GET /status.json`.
 */
export { type Recent, type RecentRequests, recentRequests } from './recent.ts';
export { mountStatus, type StatusRoutes } from './routes.ts';
export { oneOf, samplesOf } from './samples.ts';
export {
  openStatus,
  type ServiceStatus,
  type StatusDeps,
  type StatusPart,
  type StatusSource,
} from './status.ts';
