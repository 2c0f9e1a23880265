/**
 * The contract of the time-stamp service: where it is asked, and in which form (RFC 3161 section 3.4). Requests and
 * answers are `createTimestampRequest` and `parseTimestampResponse` of `@kazasu/pki`; nothing but digests goes in.
 */

/** Behind the address of the service, which has no path of its own. */
export const PATHS = {
  /** POST a TimeStampReq. */
  timestamp: '/tsr',
  /** The root of the time-stamps, DER: what a verifier trusts. */
  anchor: '/anchor',
  /** The unit that signs now, and the root, PEM. */
  chain: '/chain',
  /** The root's revocation list, DER. */
  crl: '/crl',
  health: '/healthz',
  metrics: '/metrics',
} as const;

export const MEDIA = {
  query: 'application/timestamp-query',
  reply: 'application/timestamp-reply',
  certificate: 'application/pkix-cert',
  chain: 'application/pem-certificate-chain',
  crl: 'application/pkix-crl',
} as const;

/** The largest request that is read: one with an imprint of SHA-512 and a nonce of 64 octets has some 170. */
export const REQUEST_OCTETS_MAX = 1024;
