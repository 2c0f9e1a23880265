import { toBase64 } from '@kazasu/bytes';
import {
  encodeLicenceChanges,
  encodeLicenceCommonData,
  encodeLicenceDomicile,
  encodeLicenceItems,
  encodeLicencePhoto,
  encodeLicenceSignature,
  encodePinSetting,
  licenceSignatureInput,
  NOTHING_ADDED,
} from '@kazasu/card/licence';
import { freshLicencePins } from '@kazasu/card/licence/virtual';
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
} from '@kazasu/card/residence';
import { type Box, CARD_DATA_VERSION, type LicenceCard, type ResidenceCard } from '../box/index.ts';
import { createHash, generateKeyPairSync, sign } from '../crypto.ts';
import {
  LICENCE_CARD,
  licencePhoto,
  RESIDENCE_CARD,
  residenceFront,
  residencePortrait,
} from '../people/index.ts';
import { selfSignedCertificate } from './self-signed.ts';

const ISSUER = 'KAZASU-TEST';

/** Puts the licence and the residence card into a box that has none. Whoever signed them keeps no key. */
export function putOtherCards(box: Pick<Box, 'has' | 'put'>): void {
  if (!box.has(LICENCE_CARD.id)) box.put(licenceCard());
  if (!box.has(RESIDENCE_CARD.id)) box.put(residenceCard());
}

export function licenceCard(): LicenceCard {
  const { id, kind, name, note, pins } = LICENCE_CARD;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = {
    items: encodeLicenceItems(LICENCE_CARD.items),
    domicile: encodeLicenceDomicile(LICENCE_CARD.domicile),
    photo: encodeLicencePhoto(licencePhoto()),
  };
  const signature = encodeLicenceSignature({
    signature: sign('sha256', licenceSignatureInput(signed), privateKey),
    serial: '0000000000000001',
    issuer: `O=${ISSUER},C=JP`,
    subject: `CN=${ISSUER} 48,C=JP`,
    subjectKeyId: createHash('sha1').update(spki).digest(),
  });
  const files = {
    ...signed,
    signature,
    commonData: encodeLicenceCommonData(LICENCE_CARD.commonData),
    changes: encodeLicenceChanges('changes', { flag: NOTHING_ADDED, changes: [] }),
    domicileChanges: encodeLicenceChanges('domicileChanges', { flag: NOTHING_ADDED, changes: [] }),
    pinSetting: encodePinSetting(true),
  };
  const data = { version: CARD_DATA_VERSION, id, kind, name, note } as const;
  return {
    ...data,
    signerKey: toBase64(spki),
    files: inBase64(files),
    pins: freshLicencePins(pins.pin1, pins.pin2),
  };
}

export function residenceCard(): ResidenceCard {
  const { id, kind, name, note, cardNumber } = RESIDENCE_CARD;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [front, portrait] = [residenceFront(), residencePortrait()];
  const files = {
    commonData: encodeSpecificationVersion(RESIDENCE_CARD.version),
    cardType: encodeCardType('residenceCard'),
    frontImage: encodeFrontImage(front),
    portrait: encodePortrait(portrait),
    address: encodeResidenceAddress(RESIDENCE_CARD.address),
    comprehensivePermission: encodePermission('comprehensivePermission', RESIDENCE_CARD.permission),
    individualPermission: encodePermission('individualPermission', ''),
    renewal: encodeRenewal(RESIDENCE_CARD.renewalPending),
    signature: encodeResidenceSignature({
      checkCode: sign('sha256', residenceSignatureInput(front, portrait), privateKey),
      certificate: selfSignedCertificate(`${ISSUER} residence`, privateKey, publicKey),
    }),
  };
  return { version: CARD_DATA_VERSION, id, kind, name, note, cardNumber, files: inBase64(files) };
}

function inBase64<Name extends string>(
  files: { readonly [name in Name]: Uint8Array },
): { [name in Name]: string } {
  const entries = Object.entries<Uint8Array>(files).map(([name, file]) => [name, toBase64(file)]);
  return Object.fromEntries(entries) as { [name in Name]: string };
}
