/**
 * How this node is, for who runs it: `GET /status`, a page in both languages, and `GET /status.json`. Behind the admin token, which a browser
 * brings as the password of HTTP Basic. Owns what is told; reads it off the metrics, the store and the keys' records. Refuses to tell
 * anything about a login, a client or a person, and to change anything.
 */

export { mountStatus } from './routes.ts';
export { openStatus, type Status, type StatusSource } from './status.ts';
