/**
 * What personalisation writes into a card, and the two things a card does that are not in its files: an RSA
 * operation with a key that never leaves it, and a memory that survives power loss.
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
    /** EF 0004, the CV certificate of the key that signed EF 0003 */
    readonly issuerCertificate: Uint8Array;
    /** EF 0005 */
    readonly basicInformation: Uint8Array;
  };
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

export type CardKeyName = 'authentication' | 'signature';

/**
 * Pads the bytes with PKCS#1 v1.5 type 1 and applies the private key: 256 bytes.
 * `data` is at most 245 bytes. Returns undefined where the card has no such key.
 */
export type CardSigner = (key: CardKeyName, data: Uint8Array) => Uint8Array | undefined;
