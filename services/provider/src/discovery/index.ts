/**
 * The provider's metadata (OpenID Connect Discovery 1.0, RFC 8414), for clients that set themselves up. Route:
 * `GET …/.well-known/openid-configuration`. It promises nothing that the endpoints would refuse.
 */
export { mountDiscovery } from './discovery.ts';
