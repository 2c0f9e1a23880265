import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import {
  encodeFourItems,
  encodeMyNumber,
  encodeTokenInformation,
  TOKEN_LABEL,
} from '../../application/index.ts';
import {
  type CardContents,
  type CardKeyName,
  type CardMemory,
  createVirtualCard,
  memoryInRam,
  openChipKeys,
  type VirtualCard,
} from '../index.ts';

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

/** `30 82 LL LL` and a filling that tells the files apart. */
function derLike(length: number, filling: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(filling);
  bytes.set([0x30, 0x82, (length - 4) >> 8, (length - 4) & 255]);
  return bytes;
}

export const CONTENTS = {
  jpki: {
    signatureCertificate: derLike(1800, 0xa1),
    signatureCaCertificate: derLike(1319, 0xa2),
    authenticationCertificate: derLike(1590, 0xa3),
    authenticationCaCertificate: derLike(1319, 0xa4),
    tokenInformation: encodeTokenInformation({
      label: TOKEN_LABEL.myNumberCard,
      manufacturer: 'TEST',
      model: 'TEST',
      serialNumber: '1',
    }),
  },
  text: {
    myNumber: encodeMyNumber('123456789018'),
    fourItems: encodeFourItems({ name: '山　一', address: '東京', birthdate: '19800217', gender: '1' }),
    integrity: new Uint8Array(336).fill(0xb3),
    issuerCertificate: new Uint8Array(568).fill(0xb4),
    basicInformation: new Uint8Array(160).fill(0xb5),
    sessionKey: new Uint8Array(267).fill(0xb6),
    chipKey: new Uint8Array(535).fill(0xb7),
  },
  surface: {
    ageRecord: new Uint8Array(546).fill(0xc1),
    face: new Uint8Array(4000).fill(0xc2),
    basicInformation: new Uint8Array(330).fill(0xc3),
    issuerCertificate: new Uint8Array(568).fill(0xc4),
    myNumberImage: new Uint8Array(700).fill(0xc5),
  },
  common: {
    cardInformation: toUtf8('\x01\x1c4000000127198431322120350217'),
    keyReference: new Uint8Array(16).fill(0xd2),
  },
  juki: { keyReference: new Uint8Array(16).fill(0xe2) },
  masterFile: {
    '0042': new Uint8Array(16).fill(0xf1),
    '00f0': toUtf8('13221'),
    '00f8': new Uint8Array(563).fill(0xf8),
    '5f51': fromHex('e000ff8131fe4514'),
  },
} satisfies CardContents;

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
export const CHIP_KEYS = openChipKeys({
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
  const card = createVirtualCard({ contents, memory, keys: CHIP_KEYS, random: randomBytes });
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
