/**
 * What personalisation writes into a card, and the two things a card does that are not in its files: RSA operations
 * with keys that never leave it, and a memory that survives power loss.
 */

import type { PinName } from '../pin.ts';

export type { PinName };

/** Contents of the elementary files; a file that is absent answers 6A82. */
export interface CardContents {
  readonly jpki: {
    /** EF 0001; absent for a child under 15. */
    readonly signatureCertificate?: Uint8Array;
    /** EF 0002 */
    readonly signatureCaCertificate: Uint8Array;
    /** EF 000A */
    readonly authenticationCertificate?: Uint8Array;
    /** EF 000B */
    readonly authenticationCaCertificate: Uint8Array;
    /** EF 0006, 160 bytes */
    readonly tokenInformation: Uint8Array;
  };
  readonly text: {
    /** EF 0001, 17 bytes */
    readonly myNumber: Uint8Array;
    /** EF 0002 */
    readonly fourItems: Uint8Array;
    /** EF 0003 */
    readonly integrity: Uint8Array;
    /** EF 0004, the CV certificate of the key that signed EF 0003 and EF 0007 */
    readonly issuerCertificate: Uint8Array;
    /** EF 0005 */
    readonly basicInformation: Uint8Array;
    /** EF 0006, the key to which a session key is encrypted */
    readonly sessionKey: Uint8Array;
    /** EF 0007, the public half of the application's own key, signed */
    readonly chipKey: Uint8Array;
  };
  readonly surface: {
    /** EF 0001 */
    readonly ageRecord: Uint8Array;
    /** EF 0002 */
    readonly face: Uint8Array;
    /** EF 0003 */
    readonly basicInformation: Uint8Array;
    /** EF 0004 */
    readonly issuerCertificate: Uint8Array;
    /** EF 0005 */
    readonly myNumberImage: Uint8Array;
  };
  readonly common: {
    /** EF 0001, record 1 */
    readonly cardInformation: Uint8Array;
    /** EF 0002, record 1 */
    readonly keyReference: Uint8Array;
  };
  readonly juki: {
    /** EF 0002, record 1 */
    readonly keyReference: Uint8Array;
  };
  /** What GET DATA answers: the value by its tag, four lower-case hexadecimal digits such as `00f0`. */
  readonly masterFile: { readonly [tag: string]: Uint8Array };
}

/** One PIN as the card holds it. */
export interface PinRecord {
  readonly value: string;
  readonly triesLeft: number;
}

/** Absent: the card has no such PIN (a child's card has no signature PIN). */
export type PinMemory = { readonly [name in PinName]?: PinRecord };

/** The card's memory that survives power loss. `write` returns only when the new state is durable. */
export interface CardMemory {
  read(): PinMemory;
  write(next: PinMemory): void;
}

/** The key pairs of a card; `transport` is the one to which a terminal encrypts a session key. */
export type CardKeyName = 'authentication' | 'signature' | 'text' | 'surface' | 'common' | 'transport';

/** The chip's RSA-2048 unit. Each method answers undefined where the card has no such key; a method may throw. */
export interface ChipKeys {
  /** Pads 1 to 245 bytes as they are with PKCS#1 v1.5 type 1 and applies the private key: 256 bytes. */
  sign(key: CardKeyName, data: Uint8Array): Uint8Array | undefined;
  /** RSASSA-PSS over a SHA-256 hash of 32 bytes with this salt, MGF1 with SHA-256: 256 bytes. */
  signPss(key: CardKeyName, hash: Uint8Array, salt: Uint8Array): Uint8Array | undefined;
  /** RSA-OAEP with SHA-256 under the key `transport`; undefined also where the ciphertext is none. */
  decryptOaep(ciphertext: Uint8Array): Uint8Array | undefined;
}
