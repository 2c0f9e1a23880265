import { CardError } from '../../error.ts';

/** Which certificates the card carries; a card of a child under 15 has no signature certificate. */
export interface Availability {
  readonly signature: boolean;
  readonly authentication: boolean;
}

const PRESENT = 0x8f;

/** EF 0008, three bytes such as `8F 8F 00` (facts a.4): signature, authentication, and one of unknown meaning. */
export function encodeAvailability(availability: Availability): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(availability.signature ? PRESENT : 0, availability.authentication ? PRESENT : 0, 0);
}

/** `00` means absent, anything else present. Another length is CardError `card/file`. */
export function parseAvailability(file: Uint8Array): Availability {
  if (file.length !== 3) throw new CardError('card/file', 'availability is not three bytes');
  return { signature: file[0] !== 0, authentication: file[1] !== 0 };
}
