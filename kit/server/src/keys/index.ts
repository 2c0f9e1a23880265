/**
 * Keys and what is done with them. Owns: the folder in which a service's private keys lie, open or under a passphrase;
 * keys in a PKCS#11 token; sealing at rest, keyed and plain hashes, comparison in constant time. Refuses: keys that others on the machine could read, keys of
 * another kind than was asked for, and sealed values that were moved to another context.
 */
export { deriveSecret, hashToken, hmacSha256, sameText } from './hash.ts';
export { KeyError, type KeyErrorCode } from './key-error.ts';
export { type KeyFolder, type KeyFolderOptions, memoryKeys, openKeyFolder } from './key-folder.ts';
export { keyIdentities, keyIdentity } from './key-identity.ts';
export type { KeyKind } from './key-kind.ts';
export { combinePassphrases, type Passphrase, readPassphrase } from './passphrase.ts';
export { protectFolder } from './protect-folder.ts';
export { type KeyVersions, keyVersion, seal, sealedBy, unseal, type VersionedKey } from './seal.ts';
export {
  type KeyProtection,
  type Signing,
  type SigningKey,
  type SigningKeys,
  type SigningKind,
  signingKeysIn,
} from './signing-key.ts';
export { openTokenKeys, type TokenKeys, type TokenKeysOptions } from './token/index.ts';
