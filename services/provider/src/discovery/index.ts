/**
 * The provider's metadata (OpenID Connect Discovery 1.0, RFC 8414), for clients that set themselves up. Routes, with one answer:
 * `GET {issuer}/.well-known/openid-configuration`, `GET {origin}/.well-known/oauth-authorization-server{path of the issuer}`. It promises nothing that the endpoints would refuse.
 */
export { mountDiscovery } from './discovery.ts';
