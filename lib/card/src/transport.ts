/**
 * A card in reach: one activation, from power-on to `close`. One command is under way at a time; what
 * `transmit` resolves to always ends in the two status bytes.
 */
export interface Transport {
  /** Sends a command APDU and resolves to the response APDU. Rejects with a CardError `card/removed` once the card is gone. */
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /** Lets the card go. Idempotent. */
  close(): Promise<void>;
}
