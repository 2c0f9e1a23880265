import type { KeyObject } from 'node:crypto';
import type { FourItems } from '@kazasu/card';
import { ISSUED, ISSUED_PINS, KEYS, PERSON, testCard } from '@kazasu/card/testing/issued-card';
import { type CardContents, type CardMemory, memoryInRam, type VirtualCard } from '@kazasu/card/virtual';

export const TEST_PINS = {
  authentication: ISSUED_PINS.authentication,
  text: ISSUED_PINS.text,
  signature: ISSUED_PINS.signature,
} as const;

/** What stands on the card. */
export const TEST_ITEMS: FourItems = PERSON;
/** As on a real card, this secret is the birth date and not the person's choice. */
export const TEST_BIRTHDATE_KEY = ISSUED_PINS.surfaceBirthdate;

export interface CardKeys {
  readonly authentication: KeyObject;
  readonly signature: KeyObject;
  readonly text: KeyObject;
  readonly surface: KeyObject;
}

export interface TestCard {
  readonly card: VirtualCard;
  readonly memory: CardMemory;
  /** Of the keys that sign; the certificate around the first is only of the right form. */
  readonly publicKeys: CardKeys;
}

const PUBLIC_KEYS: CardKeys = {
  authentication: KEYS.authentication.publicKey,
  signature: KEYS.signature.publicKey,
  text: KEYS.text.publicKey,
  surface: KEYS.surface.publicKey,
};

/** A card whose files have the right form. Whether its certificates are true is for other rooms to judge. */
export function createTestCard(
  pins: Parameters<typeof memoryInRam>[0] = TEST_PINS,
  contents: CardContents = ISSUED,
): TestCard {
  const memory = memoryInRam({ surfaceBirthdate: TEST_BIRTHDATE_KEY, ...pins });
  return { card: testCard(memory, contents).card, memory, publicKeys: PUBLIC_KEYS };
}

/** A card as children under 15 have it: neither signature certificate nor password. */
export function createChildCard(): TestCard {
  const { signatureCertificate: _, ...jpki } = ISSUED.jpki;
  const { signature: __, ...pins } = TEST_PINS;
  return createTestCard(pins, { ...ISSUED, jpki });
}
