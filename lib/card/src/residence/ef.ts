import { fromHex } from '@kazasu/bytes';

/**
 * The residence card (在留カード) and the special permanent resident's certificate of the first generation, as the
 * immigration agency's public specification 1.5 lays them out. Those of the second generation (2026, AES) have the
 * same application identifiers and other files, and are not read here.
 */
export const RESIDENCE_AID = {
  /** DF1: the front, under secure messaging alone */
  front: fromHex('D392F0004F0200000000000000000000'),
  /** DF2: what is written on the back */
  back: fromHex('D392F0004F0300000000000000000000'),
  /** DF3: the signature */
  signature: fromHex('D392F0004F0400000000000000000000'),
} as const;

/** Short file identifiers, below the master file, DF1, DF2 and DF3. */
export const RESIDENCE = {
  /** 共通データ要素 */
  commonData: 0x0b,
  /** カード種別 */
  cardType: 0x0a,
  /** 券面(表)イメージ, DF1 */
  frontImage: 0x05,
  /** 顔写真, DF1 */
  portrait: 0x06,
  /** 住居地(裏面追記), DF2 */
  address: 0x01,
  /** 裏面資格外活動包括許可欄, DF2 */
  comprehensivePermission: 0x02,
  /** 裏面資格外活動個別許可欄, DF2 */
  individualPermission: 0x03,
  /** 裏面在留期間等更新申請欄, DF2 */
  renewal: 0x04,
  /** 電子署名, DF3 */
  signature: 0x02,
} as const;

/** Tags of the data objects in those files. */
export const RESIDENCE_TAG = {
  version: 0xc0,
  cardType: 0xc1,
  frontImage: 0xd0,
  portrait: 0xd1,
  addressDate: 0xd2,
  municipality: 0xd3,
  address: 0xd4,
  comprehensivePermission: 0xd5,
  individualPermission: 0xd6,
  renewal: 0xd7,
  checkCode: 0xda,
  certificate: 0xdb,
} as const;

/** What P2 of VERIFY names: the card number. */
export const CARD_NUMBER_REFERENCE = 0x86;

/** Bytes of each value, filled with NUL where it is shorter, and of each file. */
export const RESIDENCE_LENGTH = {
  frontImage: 7000,
  portrait: 3000,
  address: 320,
  permission: 120,
  checkCode: 256,
  certificate: 1200,
} as const;
