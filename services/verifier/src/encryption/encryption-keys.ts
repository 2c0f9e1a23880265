import type { KeyObject } from '../crypto.ts';

export type EncryptionAlgorithm = 'RSA-OAEP-256' | 'ECDH-ES';

export interface EncryptionKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly algorithm: EncryptionAlgorithm;
  readonly privateKey: KeyObject;
}

/** A public key as the JWKS has it (RFC 7517). */
export type PublicJwk = Readonly<Record<string, string>>;

export interface EncryptionKeys {
  /** Of the newest generation: what shall be encrypted to from now on. */
  publicKeys(): Promise<readonly PublicJwk[]>;
  /** Undefined for a key that never was ours, or has been retired. */
  find(kid: string): Promise<EncryptionKey | undefined>;
  /** Makes a new generation; the ones before open results for `overlapMs` longer. */
  rotate(overlapMs: number): Promise<void>;
}
