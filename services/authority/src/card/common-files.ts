import { encodeTlv, fromHex, toUtf8 } from '@kazasu/bytes';
import {
  encodeCardInformation,
  encodeKeyReference,
  encodeTokenInformation,
  MASTER_FILE_TAG,
  TOKEN_LABEL,
  tagHex,
} from '@kazasu/card';
import { DIVERGENCES } from '../divergences.ts';
import type { CardIssuers } from './card-issuers.ts';
import type { RecordSigner } from './record-signer.ts';

/** What tells cards apart, wherever it is written on them. */
export interface CardLabel {
  /** 15 digits. */
  readonly serial: string;
  /** 5 digits. */
  readonly municipality: string;
  /** `YYYYMMDD`. */
  readonly expiry: string;
}

/** The record-structured files of the common and the juki application (facts a.8). */
export function commonFiles(label: CardLabel, issuers: CardIssuers) {
  const keyReference = encodeKeyReference(issuers.masterFile.keyId);
  return {
    common: { cardInformation: encodeCardInformation(label), keyReference },
    juki: { keyReference },
  };
}

/** The master file's data objects by tag (facts a.8). */
export function masterFileObjects(label: CardLabel, issuers: CardIssuers, signer: RecordSigner) {
  return {
    [tagHex(MASTER_FILE_TAG.issuer)]: issuers.masterFile.keyId,
    [tagHex(MASTER_FILE_TAG.cardId)]: toUtf8(label.serial),
    [tagHex(MASTER_FILE_TAG.cardData)]: cardRecognitionData(),
    [tagHex(MASTER_FILE_TAG.municipality)]: toUtf8(label.municipality),
    [tagHex(MASTER_FILE_TAG.expiry)]: toUtf8(label.expiry),
    [tagHex(MASTER_FILE_TAG.intermediateKeyId)]: issuers.intermediate.keyId,
    [tagHex(MASTER_FILE_TAG.upperCertificate)]: issuers.intermediateCertificate,
    [tagHex(MASTER_FILE_TAG.lowerCertificate)]: signer.lowerCertificate,
    // Without TS, the first octet, which tells nothing but the order of bits.
    [tagHex(MASTER_FILE_TAG.atr)]: fromHex(DIVERGENCES.contactAtr.value).subarray(1),
  };
}

/** GlobalPlatform Card Specification 2.1.1, appendix F: which specification, which version, how cards are told apart. */
function cardRecognitionData(): Uint8Array {
  const object = (last: string) => encodeTlv(0x06, fromHex(`2a864886fc6b${last}`));
  return encodeTlv(
    0x73,
    object('01'),
    encodeTlv(0x60, object('02020101')),
    encodeTlv(0x63, object('03')),
    encodeTlv(0x64, object('040215')),
  );
}

/** EF 0006 of the JPKI application. `random` are 8 octets for the chip's serial number. */
export function tokenInformation(random: Uint8Array): Uint8Array {
  return encodeTokenInformation({
    label: TOKEN_LABEL.myNumberCard,
    manufacturer: '',
    model: DIVERGENCES.tokenModel.value,
    serialNumber: [...random].map((octet) => String(octet % 100).padStart(2, '0')).join(''),
  });
}
