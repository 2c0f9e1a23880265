/** What personalisation writes into a My Number Card: its files, its PINs, and the names of its keys. */

import type { PinName } from '../pin.ts';
import type { DurableMemory, PinRecord } from './engine/index.ts';

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

/** Absent: the card has no such PIN (a child's card has no signature PIN). */
export type PinMemory = { readonly [name in PinName]?: PinRecord };

export type CardMemory = DurableMemory<PinMemory>;

/** The key pairs of a card; `transport` is the one to which a terminal encrypts a session key. */
export type CardKeyName = 'authentication' | 'signature' | 'text' | 'surface' | 'common' | 'transport';
