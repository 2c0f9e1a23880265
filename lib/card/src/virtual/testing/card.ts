import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { fromHex, toHex } from '@kazasu/bytes';
import {
  encodeFourItems,
  encodeMyNumber,
  encodeTokenInformation,
  TOKEN_LABEL,
} from '../../application/index.ts';
import {
  type CardContents,
  type CardMemory,
  createVirtualCard,
  memoryInRam,
  openChipKeys,
  type VirtualCard,
} from '../index.ts';

/** A card for this room's tests. Its certificates are no certificates: the card does not look into them. */
export const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' } as const;

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
  },
} satisfies CardContents;

export const KEYS = {
  authentication: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  signature: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

const pkcs8 = (key: (typeof KEYS)['signature']) => key.privateKey.export({ format: 'der', type: 'pkcs8' });
export const CHIP_KEYS = openChipKeys({
  authentication: pkcs8(KEYS.authentication),
  signature: pkcs8(KEYS.signature),
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
/** VERIFY of the three test PINs by short file identifier, in their application. */
export const VERIFY_AUTHENTICATION = '00200098 04 31323334';
export const VERIFY_SIGNATURE = '0020009b 06 414243313233';
export const VERIFY_TEXT = '00200091 04 35363738';
