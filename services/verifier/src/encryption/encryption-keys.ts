import type { StatementRunner } from '@kazasu/server/store';
import type { KeyObject } from '../crypto.ts';

export type EncryptionAlgorithm = 'RSA-OAEP-256' | 'ECDH-ES';

export interface EncryptionKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly algorithm: EncryptionAlgorithm;
  readonly privateKey: KeyObject;
}

/** Which keys there are; the keys themselves lie in the folder, under a name with the generation. */
export interface KnownKey {
  readonly kid: string;
  readonly generation: number;
  readonly algorithm: EncryptionAlgorithm;
}

/** A public key as the JWKS has it (RFC 7517). */
export type PublicJwk = Readonly<Record<string, string>>;

export interface EncryptionKeys {
  /** Of the newest generation: what shall be encrypted to from now on. */
  publicKeys(): Promise<readonly PublicJwk[]>;
  /** Undefined for a key that never was ours, or has been retired. */
  find(kid: string): Promise<EncryptionKey | undefined>;
  /** The number of the newest generation. */
  newest(within?: StatementRunner): Promise<number>;
  /** Looks whether this node has the keys that are published, and tells the log of each that it lacks. */
  look(): Promise<void>;
  /** Why this node should be given no requests, as it was when last looked. */
  fault(): 'keys/missing' | undefined;
  /** Makes the keys of a generation where they lie, or finds them there; nothing is encrypted to them yet. */
  prepare(generation: number): Promise<readonly KnownKey[]>;
  /** Publishes it; the ones before open results until `retiresBefore`. False, and nothing written, where it is not the next one. */
  begin(
    within: StatementRunner,
    keys: readonly KnownKey[],
    times: { readonly now: number; readonly retiresBefore: number },
  ): Promise<boolean>;
}
