import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { fromHex, toHex } from '@kazasu/bytes';
import {
  type CardContents,
  type CardKeyName,
  type CardMemory,
  createVirtualCard,
  memoryInRam,
  openCardKeys,
  type VirtualCard,
} from '../index.ts';
import { CONTENTS } from './contents.ts';

export { CONTENTS };

/** A card for this room's tests. Its certificates are no certificates: the card does not look into them. */
export const PINS = {
  authentication: '1234',
  signature: 'ABC123',
  text: '5678',
  textNumberA: '123456789018',
  textNumberB: '55021720352285',
  surfaceNumberA: '123456789018',
  surfaceNumberB: '55021720352285',
  surfaceBirthdate: '550217',
  juki: '4321',
  common: '8765',
} as const;

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
/** A pair for each name, so that a key at the wrong place shows. */
export const KEYS = {
  authentication: rsa(),
  signature: rsa(),
  text: rsa(),
  surface: rsa(),
  common: rsa(),
  transport: rsa(),
};

const pkcs8 = (name: CardKeyName) => KEYS[name].privateKey.export({ format: 'der', type: 'pkcs8' });
export const CARD_KEYS = openCardKeys({
  authentication: pkcs8('authentication'),
  signature: pkcs8('signature'),
  text: pkcs8('text'),
  surface: pkcs8('surface'),
  common: pkcs8('common'),
  transport: pkcs8('transport'),
});

export interface TestCard {
  readonly card: VirtualCard;
  readonly memory: CardMemory;
  /** Sends hexadecimal (spaces allowed) and returns hexadecimal. */
  readonly send: (hex: string) => string;
}

export function testCard(
  memory: CardMemory = memoryInRam(PINS),
  contents: CardContents = CONTENTS,
): TestCard {
  const card = createVirtualCard({ contents, memory, keys: CARD_KEYS, random: randomBytes });
  return {
    card,
    memory,
    send: (hex) => toHex(card.transmit(fromHex(hex.replaceAll(' ', '')))),
  };
}

export const SELECT_JPKI = '00a4040c0ad392f000260100000001';
export const SELECT_TEXT = '00a4040c0ad3921000310001010408';
export const SELECT_SURFACE = '00a4040c0ad3921000310001010402';
export const SELECT_JUKI = '00a4040c0ad3921000310001010401';
export const SELECT_COMMON = '00a4040c0ad3921000310001010100';
/** GlobalPlatform's issuer security domain: back to the power-on state. */
export const SELECT_DOMAIN = '00a4040c07a0000001510000';
/** VERIFY of three of the test PINs by short file identifier, in their application. */
export const VERIFY_AUTHENTICATION = '00200098 04 31323334';
export const VERIFY_SIGNATURE = '0020009b 06 414243313233';
export const VERIFY_TEXT = '00200091 04 35363738';
