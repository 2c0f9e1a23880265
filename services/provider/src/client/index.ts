/**
 * Relying parties: who they are, where browsers may be sent back to, and with which keys they sign. Refuses
 * registrations with redirect URIs that are not exact and safe, with private keys, or with key addresses that would
 * make this server call where it should not.
 */

export { changedBetween } from './changed-between.ts';
export { createClient, type RegistrationContext } from './client.ts';
export { accessTokenAlgorithmOf, CLIENT_ALGORITHMS, RSA_ALGORITHM } from './client-algorithms.ts';
export type { Client } from './client-data.ts';
export { ClientError, type ClientErrorCode } from './client-error.ts';
export { type ClientKeys, clientKeys } from './client-keys.ts';
export {
  CLIENT_TABLES,
  deleteClient,
  findClient,
  insertClient,
  listClients,
  replaceClient,
} from './client-store.ts';
export { KeySetCache } from './key-set-cache.ts';
export { fetchKeySet } from './key-set-fetch.ts';
