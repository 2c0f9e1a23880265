/** Data objects of the master file, for GET DATA (facts a.8). Which of them a card has differs. */
export const MASTER_FILE_TAG = {
  /** A key identifier of 16 bytes */
  issuer: 0x0042,
  /** ASCII */
  cardId: 0x0045,
  /** GlobalPlatform's card recognition data */
  cardData: 0x0066,
  /** 5 digits */
  municipality: 0x00f0,
  /** `YYYYMMDD` */
  expiry: 0x00f2,
  /** Key identifier of who signed 7F21 */
  intermediateKeyId: 0x00f7,
  /** CV certificate without wrapper: the root certifies the intermediate */
  upperCertificate: 0x00f8,
  /** CV certificate without wrapper: the intermediate certifies what is below */
  lowerCertificate: 0x7f21,
  /** The contact interface's ATR without its first byte; also within an application */
  atr: 0x5f51,
} as const;
