/** Where a provider's endpoints are: by the service's path shape, or by discovery (OpenID Connect Discovery 1.0). */
export { type Endpoints, endpointsOf, signTransactionsOf } from './endpoints.ts';
export { createMetadata, type ProviderMetadata, parseMetadata } from './metadata.ts';
