/** 免許の年月日: since when a person may drive what, by tag of EF 0001. The first three are sums of others. */
export const LICENCE_CATEGORIES = {
  /** 二・小・原 */
  motorcycleSmallSpecialMoped: 0x22,
  /** 他 */
  other: 0x23,
  /** 二種 */
  classTwo: 0x24,
  /** 大型 */
  large: 0x25,
  /** 普通 */
  ordinary: 0x26,
  /** 大特 */
  largeSpecial: 0x27,
  /** 大自二 */
  largeMotorcycle: 0x28,
  /** 普自二 */
  ordinaryMotorcycle: 0x29,
  /** 小特 */
  smallSpecial: 0x2a,
  /** 原付 */
  moped: 0x2b,
  /** け引 */
  towing: 0x2c,
  /** 大二 */
  largeClassTwo: 0x2d,
  /** 普二 */
  ordinaryClassTwo: 0x2e,
  /** 大特二 */
  largeSpecialClassTwo: 0x2f,
  /** け引二 */
  towingClassTwo: 0x30,
  /** 中型 */
  medium: 0x31,
  /** 中二 */
  mediumClassTwo: 0x32,
  /** 準中型 */
  semiMedium: 0x33,
} as const;

export type LicenceCategory = keyof typeof LICENCE_CATEGORIES;

export const LICENCE_CATEGORY_NAMES = Object.keys(LICENCE_CATEGORIES) as readonly LicenceCategory[];
