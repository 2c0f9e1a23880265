/**
 * The part of the package `smartcard` 3.7.0 that is used. Written here, because the package is optional: the
 * project must compile where it could not be built, and an ambient declaration comes before what is installed.
 */
declare module 'smartcard' {
  export interface Card {
    /** Null once the card is gone. */
    readonly atr: Uint8Array | null;
    /** Copies the command before it returns. The receive buffer is 258 bytes unless said otherwise. */
    transmit(command: Uint8Array, options?: { readonly maxRecvLength?: number }): Promise<Uint8Array>;
    /** Blocks the thread until the service has answered. */
    disconnect(disposition?: number): void;
  }

  export interface Reader {
    readonly name: string;
    /** A set of `SCARD_STATE_…`; as it was when the readers were listed. */
    readonly state: number;
    readonly atr: Uint8Array | null;
    connect(shareMode?: number, protocols?: number): Promise<Card>;
  }

  /** Its readers and cards keep its handle, not the object: hold on to it as long as to them. */
  export class Context {
    listReaders(): Reader[];
    close(): void;
  }

  export const SCARD_SHARE_EXCLUSIVE: number;
  export const SCARD_PROTOCOL_T0: number;
  export const SCARD_PROTOCOL_T1: number;
  export const SCARD_RESET_CARD: number;
  export const SCARD_STATE_PRESENT: number;
  export const SCARD_STATE_MUTE: number;
}
