/**
 * The HTTP contract of the authority: what verifiers (the provider, later the platform operator), phones and the counter
 * may ask. Binary values are base64 (RFC 4648 section 4) inside JSON. Everything but `GET /healthz` and the phone's
 * request wants `Authorization: Bearer <token>`: status services are for verifiers under contract, `/admin` for the
 * counter; contracts and the audit are for named administrators, who sign each request (ADR 0057). A verifier whose daily number of questions is used up gets 429 `quota_exceeded` with `Retry-After`.
 */
export * from './api/index.ts';
export { chipKeysOf, contentsOf, secretsOf } from './card-contents.ts';
export { CardImage, CardNumbers, CardOptions, PORTRAIT_OCTETS_MAX } from './card-image.ts';
