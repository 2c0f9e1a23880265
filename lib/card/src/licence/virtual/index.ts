/**
 * The virtual driver's licence: answers APDUs from given files and a durable memory of its two PINs. It knows neither
 * what the files say nor who signed them, and gives no try back.
 */
import type { LicencePinName } from '../../pin.ts';
import type { Card } from '../../transport.ts';
import { createCard, type DurableMemory, heldInRam, type PinRecord } from '../../virtual/engine/index.ts';
import { LICENCE_PIN_RULE } from '../pin.ts';
import type { LicenceContents } from './contents.ts';
import { licenceLayout } from './layout.ts';

export type { LicenceContents } from './contents.ts';

/** Both PINs as the licence holds them; `****` each where its owner chose none. */
export type LicencePinMemory = { readonly [name in LicencePinName]: PinRecord };

export type LicenceMemory = DurableMemory<LicencePinMemory>;

export interface VirtualLicenceParts {
  readonly contents: LicenceContents;
  readonly memory: LicenceMemory;
}

/** A licence in the power-on state. */
export function createLicence({ contents, memory }: VirtualLicenceParts): Card {
  // A licence has no instruction that needs chance.
  return createCard(licenceLayout(contents), { memory, random: (length) => new Uint8Array(length) });
}

/** Both PINs with all their tries. */
export function freshLicencePins(pin1: string, pin2: string): LicencePinMemory {
  const { tries } = LICENCE_PIN_RULE;
  return { licencePin1: { value: pin1, triesLeft: tries }, licencePin2: { value: pin2, triesLeft: tries } };
}

/** A memory that lasts as long as the process. */
export function licenceMemoryInRam(pins: LicencePinMemory): LicenceMemory {
  return heldInRam(pins);
}
