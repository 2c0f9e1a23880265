import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  sign,
} from 'node:crypto';
import { concat, fromHex } from '@kazasu/bytes';
import {
  ageRecordBody,
  chipKeyBody,
  cvKeyId,
  encodeAgeRecord,
  encodeBareCvCertificate,
  encodeCardInformation,
  encodeChipKey,
  encodeCvCertificate,
  encodeCvCertificateBody,
  encodeFace,
  encodeFourItems,
  encodeIntegrity,
  encodeKeyReference,
  encodeMyNumber,
  encodeMyNumberImage,
  encodeSessionKey,
  encodeSurfaceInformation,
  type FaceContent,
  faceGroups,
  integrityBody,
  myNumberImageBody,
  type RsaPublicKey,
} from '../../application/index.ts';
import type { CardContents } from '../../virtual/index.ts';
import { CONTENTS, KEYS, testCard } from '../../virtual/testing/card.ts';
import type { CvIssuer } from '../index.ts';

/** For whoever holds the card that is issued here, in this room and in others. */
export { KEYS, testCard };

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export function publicKeyOf(key: KeyObject): RsaPublicKey {
  const { n, e } = key.export({ format: 'jwk' });
  return {
    modulus: Uint8Array.from(Buffer.from(n ?? '', 'base64url')),
    exponent: Uint8Array.from(Buffer.from(e ?? '', 'base64url')),
  };
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const PAIRS = {
  text: pair(),
  surface: pair(),
  masterFile: pair(),
  municipality: pair(),
  intermediate: pair(),
};
type Signer = keyof typeof PAIRS;

/** PKCS#1 v1.5 with SHA-256, by node:crypto. */
export function signBy(signer: Signer, body: Uint8Array): Uint8Array {
  return sign('sha256', body, PAIRS[signer].privateKey);
}

const KEY_ID = {
  text: cvKeyId('6000033'),
  surface: cvKeyId('6000023'),
  masterFile: cvKeyId('6000020', '001', 0xa8),
  municipality: cvKeyId('4999901', '000'),
  intermediate: cvKeyId('6000021'),
};

export const ISSUERS: readonly CvIssuer[] = (['text', 'surface', 'masterFile'] as const).map((name) => ({
  keyId: KEY_ID[name],
  ...publicKeyOf(PAIRS[name].publicKey),
}));

/** Body and signature of a CV certificate. */
export function certify(issuer: Signer, subject: Signer): [Uint8Array, Uint8Array] {
  const body = encodeCvCertificateBody({
    issuerKeyId: KEY_ID[issuer],
    subjectKeyId: KEY_ID[subject],
    ...publicKeyOf(PAIRS[subject].publicKey),
  });
  return [body, signBy(issuer, body)];
}

/** 12 July 1964, 昭和39: an invented person. */
export const PERSON = { name: '見本　花', address: '架空県見本市一番地', birthdate: '19640712', gender: '2' };
export const MY_NUMBER = '123456789018';
export const NUMBER_B = '39071220340455';
export const BIRTHDATE_KEY = '390712';

const textKey = publicKeyOf(KEYS.text.publicKey);
const surfaceKey = publicKeyOf(KEYS.surface.publicKey);
const myNumber = encodeMyNumber(MY_NUMBER);
const fourItems = encodeFourItems(PERSON);
const integrity = integrityBody(myNumber, fourItems, sha256);
const age = ageRecordBody({ birthdate: PERSON.birthdate, key: surfaceKey });
const image = myNumberImageBody({ image: new Uint8Array(120).fill(0x31), key: surfaceKey });

/** Images are opaque to the card; the portrait is as long as a real one. */
export const FACE: FaceContent = {
  birthdate: PERSON.birthdate,
  gender: PERSON.gender,
  key: surfaceKey,
  nameImage: new Uint8Array(700).fill(0x11),
  addressImage: new Uint8Array(900).fill(0x12),
  portrait: new Uint8Array(6000).fill(0x13),
  expiry: '20340712',
  securityCodeImage: new Uint8Array(90).fill(0x14),
};

/** The issuer's signature over three hashes in one DigestInfo, put together by hand. */
export function faceSignature(face: FaceContent, signer: Signer = 'municipality'): Uint8Array {
  const info = fromHex('3071300d060960864801650304020105000460');
  const block = concat(info, ...faceGroups(face).map(sha256));
  return privateEncrypt({ key: PAIRS[signer].privateKey, padding: constants.RSA_PKCS1_PADDING }, block);
}

export const ISSUED = {
  ...CONTENTS,
  text: {
    ...CONTENTS.text,
    myNumber,
    fourItems,
    integrity: encodeIntegrity(integrity, signBy('municipality', integrity)),
    issuerCertificate: encodeCvCertificate(...certify('text', 'municipality')),
    sessionKey: encodeSessionKey(publicKeyOf(KEYS.transport.publicKey)),
    chipKey: encodeChipKey(chipKeyBody(textKey), signBy('municipality', chipKeyBody(textKey))),
  },
  surface: {
    ageRecord: encodeAgeRecord(age, signBy('municipality', age)),
    face: encodeFace(FACE, faceSignature(FACE)),
    basicInformation: encodeSurfaceInformation({
      identification: fromHex('06030e01'),
      keyId: cvKeyId('6000024'),
      version: 1,
      municipality: '49999',
      opaque: new Uint8Array(272),
    }),
    issuerCertificate: encodeCvCertificate(...certify('surface', 'municipality')),
    myNumberImage: encodeMyNumberImage(image, signBy('municipality', image)),
  },
  common: {
    cardInformation: encodeCardInformation({
      serial: '400000099999999',
      municipality: '49999',
      expiry: '20340712',
    }),
    keyReference: encodeKeyReference(cvKeyId('6000024')),
  },
  juki: { keyReference: encodeKeyReference(cvKeyId('6000024')) },
  masterFile: {
    ...CONTENTS.masterFile,
    '0042': KEY_ID.masterFile,
    '00f0': new TextEncoder().encode('49999'),
    '00f2': new TextEncoder().encode('20340712'),
    '00f7': KEY_ID.intermediate,
    '00f8': encodeBareCvCertificate(...certify('masterFile', 'intermediate')),
    '7f21': encodeBareCvCertificate(...certify('intermediate', 'municipality')),
  },
} satisfies CardContents;

/** The PINs of that card. */
export const ISSUED_PINS = {
  authentication: '1234',
  signature: 'ABC123',
  text: '5678',
  textNumberA: MY_NUMBER,
  textNumberB: NUMBER_B,
  surfaceNumberA: MY_NUMBER,
  surfaceNumberB: NUMBER_B,
  surfaceBirthdate: BIRTHDATE_KEY,
  juki: '4321',
  common: '8765',
} as const;
