/**
 * The provider's own keys through their life: made, published, used, kept for what they signed, gone. ID tokens and access tokens have
 * keys of their own, so that one can never pass for the other. Every node reads the same records and goes by its clock, so that all change
 * together. Route: `GET …/certs`, the public halves as a JWK Set. Refuses to make a key in the place of one that is missing, to use one
 * that is not the cluster's, and to publish one that was not opened here.
 */
export { type RunningKeys, startKeys } from './background.ts';
export { mountKeys } from './certs.ts';
export {
  destroyKey,
  type KeyChangeDeps,
  KeyChangeError,
  listKeyStates,
  replaceKey,
  retireKey,
  rotateKey,
} from './key-change.ts';
export { KEY_PURPOSES, type KeyPurpose, type KeyRecord } from './key-data.ts';
export { KEY_REFRESH_MS, type KeyFault } from './key-ring.ts';
export type { KeySchedule } from './key-schedule.ts';
export type { KeyInState, KeyState } from './key-state.ts';
export { KEY_TABLES } from './key-store.ts';
export { folderVault, vaultOf } from './key-vault.ts';
export {
  type AccessTokenKey,
  type AccessTokenKeys,
  openSigningKey,
  type SigningKeys,
} from './signing-keys.ts';
