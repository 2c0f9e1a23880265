import { generateKeyPairSync, sign } from 'node:crypto';
import { fromHex } from '@kazasu/bytes';
import {
  EXTERNAL_CHARACTERS,
  encodeExternalCharacters,
  encodeLicenceChanges,
  encodeLicenceCommonData,
  encodeLicenceDomicile,
  encodeLicenceItems,
  encodeLicencePhoto,
  encodeLicenceSignature,
  encodePinSetting,
  type LicenceChange,
  type LicenceItems,
  licenceSignatureInput,
  NOTHING_ADDED,
} from '../index.ts';
import {
  createLicence,
  freshLicencePins,
  type LicenceContents,
  type LicenceMemory,
  licenceMemoryInRam,
} from '../virtual/index.ts';

export const ITEMS: LicenceItems = {
  jisYear: '83',
  name: `山田　${EXTERNAL_CHARACTERS[0]}子`,
  kana: 'ヤマダ　ハナコ',
  commonName: '',
  unifiedName: 'ヤマタハナコ',
  birthdate: '19850401',
  address: '東京都千代田区霞が関一丁目',
  issueDate: '20240510',
  inquiryNumber: '12345',
  colour: '優良',
  expiryDate: '20290501',
  conditions: ['眼鏡等', '中型車は中型車（８ｔ）に限る'],
  authority: '東京都公安委員会',
  number: '301234567890',
  categories: { ordinary: '20050802', moped: '20030711', other: '20050802' },
};

export const MOVED: LicenceChange = {
  kind: 'address',
  jisYear: '83',
  date: '20250620',
  text: '東京都港区芝公園一丁目',
  authority: '東京公安',
};

export const JP2 = fromHex(`0000000c6a5020200d0a870a${'ff4f'.repeat(20)}ffd9`);
export const SIGNER = generateKeyPairSync('rsa', { modulusLength: 2048 });

const signed = {
  items: encodeLicenceItems(ITEMS),
  domicile: encodeLicenceDomicile('東京都千代田区永田町一丁目'),
  photo: encodeLicencePhoto(JP2),
};

export const CONTENTS: LicenceContents = {
  ...signed,
  commonData: encodeLicenceCommonData({
    version: '008',
    issueDate: '20240510',
    expiryDate: '20290501',
    manufacturer: 0x45,
    cryptography: 0x12,
  }),
  pinSetting: encodePinSetting(true),
  externalCharacters: encodeExternalCharacters([{ structure: 1, pattern: new Uint8Array(72).fill(0x5a) }]),
  changes: encodeLicenceChanges('changes', { flag: NOTHING_ADDED, changes: [MOVED] }),
  domicileChanges: encodeLicenceChanges('domicileChanges', { flag: NOTHING_ADDED, changes: [] }),
  signature: encodeLicenceSignature({
    signature: sign('sha256', licenceSignatureInput(signed), SIGNER.privateKey),
    serial: '0000000000000001',
    issuer: 'CN=Test,C=JP',
    subject: 'CN=Tokyo,C=JP',
    subjectKeyId: new Uint8Array(20).fill(0xff),
  }),
};

export function testLicence(
  memory: LicenceMemory = licenceMemoryInRam(freshLicencePins('1234', '5678')),
  contents: LicenceContents = CONTENTS,
) {
  return { memory, card: createLicence({ contents, memory }) };
}
