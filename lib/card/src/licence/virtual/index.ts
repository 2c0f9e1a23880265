/**
 * The virtual driver's licence: answers APDUs from given files and a durable memory of its two PINs. It knows neither
 * what the files say nor who signed them, and gives no try back.
 */
import type { LicencePinName } from '../../pin.ts';
import type { PinRecord } from '../../virtual/contents.ts';
import { createCard, type EngineMemory, type VirtualCard } from '../../virtual/engine/index.ts';
import { NO_CHIP_KEYS } from '../../virtual/no-chip-keys.ts';
import { LICENCE_PIN_RULE } from '../pin.ts';
import type { LicenceContents } from './contents.ts';
import { licenceLayout } from './layout.ts';

export type { LicenceContents } from './contents.ts';

/** Both PINs as the licence holds them; `****` each where its owner chose none. */
export type LicencePinMemory = { readonly [name in LicencePinName]: PinRecord };

export interface LicenceMemory {
  read(): LicencePinMemory;
  /** Returns only when the new state is durable. */
  write(next: LicencePinMemory): void;
}

export interface VirtualLicenceParts {
  readonly contents: LicenceContents;
  readonly memory: LicenceMemory;
}

/** A licence in the power-on state. */
export function createLicence({ contents, memory }: VirtualLicenceParts): VirtualCard {
  const engineMemory: EngineMemory = {
    read: () => memory.read(),
    // The engine writes back what it read, with one record changed.
    write: (next) => memory.write(next as LicencePinMemory),
  };
  // A licence has no instruction that needs a key or chance.
  return createCard(licenceLayout(contents), {
    memory: engineMemory,
    keys: NO_CHIP_KEYS,
    random: (length) => new Uint8Array(length),
  });
}

/** Both PINs with all their tries. */
export function freshLicencePins(pin1: string, pin2: string): LicencePinMemory {
  const { tries } = LICENCE_PIN_RULE;
  return { licencePin1: { value: pin1, triesLeft: tries }, licencePin2: { value: pin2, triesLeft: tries } };
}

/** A memory that lasts as long as the process. */
export function licenceMemoryInRam(pins: LicencePinMemory): LicenceMemory {
  let held = pins;
  return {
    read: () => held,
    write: (next) => {
      held = next;
    },
  };
}
