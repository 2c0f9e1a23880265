import { fromHex } from '@kazasu/bytes';

/**
 * The driver's licence (運転免許証) as the police agency's specification of licences lays it out, versions 007 to 010:
 * applications, files and tags. The capacities add up to the bytes of the data objects below.
 */
export const LICENCE_AID = {
  /** DF1: what is printed, and what signs it */
  items: fromHex('A0000002310100000000000000000000'),
  /** DF2: the photo */
  photo: fromHex('A0000002310200000000000000000000'),
  /** DF3: reserved; another registered provider (0248, not 0231) */
  reserved: fromHex('A0000002480300000000000000000000'),
} as const;

/** File identifiers, below the master file, DF1 and DF2. */
export const LICENCE = {
  /** 共通データ要素 */
  commonData: 0x2f01,
  /** 暗証番号(PIN)設定 */
  pinSetting: 0x000a,
  pin1: 0x0001,
  pin2: 0x0002,
  /** 記載事項(本籍除く) */
  items: 0x0001,
  /** 記載事項(本籍) */
  domicile: 0x0002,
  /** 外字 */
  externalCharacters: 0x0003,
  /** 記載事項変更等(本籍除く) */
  changes: 0x0004,
  /** 記載事項変更(外字) */
  changedExternalCharacters: 0x0005,
  /** 記載事項変更(本籍) */
  domicileChanges: 0x0006,
  /** 電子署名 */
  signature: 0x0007,
  /** 写真, in DF2 */
  photo: 0x0001,
  /** Reserved, in DF3 */
  reserved: 0x0001,
} as const;

/** Bytes of each file; what its data objects leave is FF. */
export const LICENCE_LENGTH = {
  commonData: 17,
  pinSetting: 3,
  items: 880,
  domicile: 82,
  externalCharacters: 264,
  changes: 640,
  changedExternalCharacters: 663,
  domicileChanges: 256,
  signature: 578,
  photo: 2005,
  reserved: 512,
} as const;
