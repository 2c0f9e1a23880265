/** A card itself, which answers at once, such as createVirtualCard makes. */
export interface Card {
  /**
   * From a command APDU to a response APDU, which always ends in two status bytes. Never throws, whatever the
   * bytes. The command is not kept.
   */
  transmit(command: Uint8Array): Uint8Array;
  /** Power off and on: what was selected, verified and agreed on is forgotten, what was counted is not. */
  reset(): void;
}

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
