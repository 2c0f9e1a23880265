/** Elementary files of the text application; each number is also the short file identifier (facts a.6). */
export const TEXT = {
  myNumber: 0x0001,
  fourItems: 0x0002,
  integrity: 0x0003,
  issuerCertificate: 0x0004,
  basicInformation: 0x0005,
  /** RSA key under which a terminal sends a session key */
  sessionKey: 0x0006,
  /** Public key of the application's own key, signed by the issuer */
  chipKey: 0x0007,
  pin: 0x0011,
  /** 照合番号A and B */
  numberA: 0x0014,
  numberB: 0x0015,
} as const;

/** Tags of the data objects in those files (facts a.6, a.7). */
export const TEXT_TAG = {
  myNumber: 0xff10,
  fourItems: 0xff20,
  offsets: 0xdf21,
  name: 0xdf22,
  address: 0xdf23,
  birthdate: 0xdf24,
  gender: 0xdf25,
  integrity: 0xff30,
  myNumberHash: 0xdf31,
  fourItemsHash: 0xdf32,
  integritySignature: 0xdf33,
  basicInformation: 0xff40,
  version: 0xdf41,
  keyId: 0xdf42,
  opaque: 0xdf43,
  chipKeyFile: 0xff50,
  chipKey: 0xdf51,
  chipKeySignature: 0xdf52,
  sessionKey: 0xa1,
} as const;
