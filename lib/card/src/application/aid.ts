import { fromHex } from '@kazasu/bytes';

/** Application identifiers of the My Number Card (facts a.2). */
export const AID = {
  /** JPKI-AP, 公的個人認証 */
  jpki: fromHex('D392F000260100000001'),
  /** 券面事項入力補助AP */
  text: fromHex('D3921000310001010408'),
  /** 券面事項確認AP */
  surface: fromHex('D3921000310001010402'),
  /** 住基AP */
  juki: fromHex('D3921000310001010401'),
  /** 共通カードAP */
  common: fromHex('D3921000310001010100'),
  /** GlobalPlatform's issuer security domain: selecting it brings back the power-on state. */
  issuerSecurityDomain: fromHex('A0000001510000'),
} as const;
