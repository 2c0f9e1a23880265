import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { fromHex, toUtf8 } from '@kazasu/bytes';
import {
  encodeCardType,
  encodeFrontImage,
  encodePermission,
  encodePortrait,
  encodeRenewal,
  encodeResidenceAddress,
  encodeResidenceSignature,
  encodeSpecificationVersion,
  residenceSignatureInput,
} from '../index.ts';
import { createResidenceCard, type ResidenceContents } from '../virtual/index.ts';

export const CARD_NUMBER = 'AB12345678CD';
export const ADDRESS = { date: '20240510', municipality: '131016', address: '東京都千代田区霞が関一丁目' };
export const SIGNER = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const TIFF = fromHex(`49492a00${'c3'.repeat(600)}`);
export const JP2 = fromHex(`0000000c6a5020200d0a870a${'1f'.repeat(900)}ffd9`);
/** Not a certificate, but as long as one says it is; it ends in NUL. */
export const CERTIFICATE = fromHex(`308203e8${'a5'.repeat(999)}00`);

export const CONTENTS: ResidenceContents = {
  commonData: encodeSpecificationVersion('0001'),
  cardType: encodeCardType('residenceCard'),
  frontImage: encodeFrontImage(TIFF),
  portrait: encodePortrait(JP2),
  address: encodeResidenceAddress(ADDRESS),
  comprehensivePermission: encodePermission('comprehensivePermission', '許可（原則週２８時間以内）'),
  individualPermission: encodePermission('individualPermission', ''),
  renewal: encodeRenewal(true),
  signature: encodeResidenceSignature({
    checkCode: sign('sha256', residenceSignatureInput(TIFF, JP2), SIGNER.privateKey),
    certificate: CERTIFICATE,
  }),
};

export function testCard(
  contents: ResidenceContents = CONTENTS,
  random: (length: number) => Uint8Array = randomBytes,
) {
  return createResidenceCard({ contents, cardNumber: toUtf8(CARD_NUMBER), random });
}
