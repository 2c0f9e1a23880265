/**
 * Keys that signed results are encrypted to: RSA-OAEP-256 and ECDH-ES, in generations. Owns `GET /jwks`, which names the newest
 * generation, and the operator's rotation. Refuses keys that were retired.
 */
export type { EncryptionAlgorithm, EncryptionKey, EncryptionKeys, PublicJwk } from './encryption-keys.ts';
export { ENCRYPTION_TABLES } from './generation-store.ts';
export { openEncryptionKeys } from './open-keys.ts';
export { ENCRYPTION_ROUTES } from './routes.ts';
