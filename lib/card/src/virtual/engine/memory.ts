/** One PIN as the card holds it. */
export interface PinRecord {
  readonly value: string;
  readonly triesLeft: number;
}

/** By the PINs' names in the layout. Absent: the card has no such PIN. */
export type PinRecords = { readonly [pin: string]: PinRecord | undefined };

/** The card's memory that survives power loss. `write` returns only when the new state is durable. */
export interface DurableMemory<Pins extends PinRecords = PinRecords> {
  read(): Pins;
  write(next: Pins): void;
}

/** A memory that lasts as long as the process: for tests, and for cards that nobody keeps. */
export function heldInRam<Pins extends PinRecords>(pins: Pins): DurableMemory<Pins> {
  let held = pins;
  return {
    read: () => held,
    write: (next) => {
      held = next;
    },
  };
}
