/**
 * The cards of other kinds that two of the twelve have: a driver's licence and a residence card. Owns what is on them.
 * `npm run portraits` makes the pictures: the two portraits of the drawings in `../portrait`, smaller, because 2000 and
 * 3000 bytes are all the room there is, and a residence card's in colour; and the front of the residence card of the SVG
 * beside it, with the portrait in its place, as a TIFF compressed with Group 4. No licence and no residence card has
 * such a number.
 */
import { readFileSync } from 'node:fs';
import type { LicenceCommonData, LicenceItems } from '@kazasu/card/licence';
import type { ResidenceAddress } from '@kazasu/card/residence';
import type { PersonId, Text } from '../person.ts';

export const OTHER_CARD_IDS = ['hanako-licence', 'alexandra-residence'] as const;

/** A driver's licence with its two PINs. */
export const LICENCE_CARD = {
  id: 'hanako-licence',
  kind: 'licence',
  person: 'hanako' satisfies PersonId,
  name: '見本　花子',
  note: {
    ja: '運転免許証です。本籍と写真の読み取りには、二つの暗証番号が必要です。',
    en: 'A driver’s licence. Its registered domicile and photo need both PINs.',
  } satisfies Text,
  pins: { pin1: '1234', pin2: '5678' },
  commonData: {
    version: '008',
    issueDate: '20240520',
    expiryDate: '20290617',
    manufacturer: 0,
    cryptography: 0,
  } satisfies LicenceCommonData,
  items: {
    jisYear: '90',
    name: '見本　花子',
    kana: 'ミホン　ハナコ',
    commonName: '',
    unifiedName: 'ミホンハナコ',
    birthdate: '19880517',
    address: '架空県かざす市読取一丁目２番３号',
    issueDate: '20240520',
    inquiryNumber: '00016',
    colour: '優良',
    expiryDate: '20290617',
    conditions: ['眼鏡等'],
    authority: '架空県公安委員会',
    number: '480600000160',
    categories: { other: '20070401', ordinary: '20070401' },
  } satisfies LicenceItems,
  domicile: '架空県かざす市本籍町一番地',
} as const;

/** A residence card of the first generation with the number that opens it. */
export const RESIDENCE_CARD = {
  id: 'alexandra-residence',
  kind: 'residence',
  person: 'alexandra' satisfies PersonId,
  name: 'WINTERBOTTOM DE LA VEGA ALEXANDRA MARIA CONSTANTINA',
  note: {
    ja: '在留カード（2026年6月より前の様式）です。券面の番号で読み取れます。',
    en: 'A residence card as handed out before June 2026. The number that is printed on it opens it.',
  } satisfies Text,
  cardNumber: 'AA00000000ZZ',
  version: '0001',
  address: {
    date: '20240408',
    municipality: '482013',
    address: '架空県かざす市読取一丁目２番３号　見本荘１０５',
  } satisfies ResidenceAddress,
  permission: '許可：原則週２８時間以内・風俗営業等の従事を除く',
  renewalPending: false,
} as const;

/** JP2, 240 × 320, grey, at most 2000 bytes. */
export function licencePhoto(): Uint8Array {
  return read('hanako-licence.jp2');
}

/** JP2, 240 × 320, colour, at most 3000 bytes. */
export function residencePortrait(): Uint8Array {
  return read('alexandra-residence.jp2');
}

/** TIFF of Group 4, 856 × 540, at most 7000 bytes. */
export function residenceFront(): Uint8Array {
  return read('alexandra-front.tiff');
}

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./${name}`, import.meta.url)));
}
