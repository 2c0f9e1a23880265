import { toUtf8 } from '@kazasu/bytes';
import { type CardContents, createVirtualCard, memoryInRam } from '../../virtual/index.ts';
import { PINS } from '../../virtual/testing/card.ts';
import { CONTENTS } from '../../virtual/testing/contents.ts';
import { SEED } from '../../virtual/testing/messaging.ts';

/** Fills every file that no trace may show; nothing else holds it twice in a row. */
export const MARK = 0xee;
/** Stands in what a trace may show. */
export const OPEN = 0xa2;

const marked = (length: number) => new Uint8Array(length).fill(MARK);
const free = (length: number) => new Uint8Array(length).fill(OPEN);

const MARKED: CardContents = {
  jpki: {
    ...CONTENTS.jpki,
    signatureCertificate: marked(1800),
    authenticationCertificate: marked(1590),
    tokenInformation: marked(160),
    signatureCaCertificate: free(1319),
    authenticationCaCertificate: free(1319),
  },
  text: {
    myNumber: marked(17),
    fourItems: marked(1024),
    integrity: marked(336),
    issuerCertificate: marked(568),
    basicInformation: free(160),
    sessionKey: marked(267),
    chipKey: marked(535),
  },
  surface: {
    ageRecord: marked(546),
    face: marked(4000),
    basicInformation: marked(330),
    issuerCertificate: marked(568),
    myNumberImage: marked(700),
  },
  common: { cardInformation: marked(30), keyReference: free(16) },
  juki: { keyReference: free(16) },
  masterFile: {
    '0042': free(16),
    '0045': toUtf8('\xee\xee'),
    '00f0': marked(5),
    '00f2': marked(8),
    '00f8': free(563),
    '7f21': marked(563),
  },
};

/** A card whose signatures are marks too, and to which a session key is delivered in the clear. */
export function markedCard() {
  return createVirtualCard({
    contents: MARKED,
    memory: memoryInRam(PINS),
    random: marked,
    keys: {
      sign: () => marked(256),
      signPss: () => marked(256),
      decryptOaep: () => Uint8Array.from([0xa0, 0x22, 0x80, 0x20, ...SEED]),
    },
  });
}
