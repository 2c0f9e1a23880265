import { fromHex, toUtf8 } from '@kazasu/bytes';
import {
  encodeFourItems,
  encodeMyNumber,
  encodeTokenInformation,
  TOKEN_LABEL,
} from '../../application/index.ts';
import type { CardContents } from '../index.ts';

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
