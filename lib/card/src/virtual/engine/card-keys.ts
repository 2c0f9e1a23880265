/**
 * The card's RSA-2048 unit, with keys that never leave it. Each method answers undefined where the card has no such key; a
 * method may throw.
 */
export interface CardKeys {
  /** Pads 1 to 245 bytes as they are with PKCS#1 v1.5 type 1 and applies the private key: 256 bytes. */
  sign(key: string, data: Uint8Array): Uint8Array | undefined;
  /** RSASSA-PSS over a SHA-256 hash of 32 bytes with this salt, MGF1 with SHA-256: 256 bytes. */
  signPss(key: string, hash: Uint8Array, salt: Uint8Array): Uint8Array | undefined;
  /** RSA-OAEP with SHA-256 under the key to which terminals encrypt; undefined also where the ciphertext is none. */
  decryptOaep(ciphertext: Uint8Array): Uint8Array | undefined;
}
