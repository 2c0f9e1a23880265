/**
 * The provider as seen from here: its endpoints, its keys, and requests to it that are bounded in time and size and
 * follow no redirect.
 */
export { type DiscoveredProvider, discoverProvider } from './discover.ts';
export { ProviderKeys } from './keys.ts';
export { type Proofs, proofsOf, requestWithProof } from './proof.ts';
export { type Answer, type RequestBody, type RequestInit, request } from './request.ts';
export { requestTokens } from './request-tokens.ts';
export { revokeToken } from './revoke-token.ts';
