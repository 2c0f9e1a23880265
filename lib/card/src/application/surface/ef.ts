/** Elementary files of the surface application; each number is also the short file identifier (facts a.7). */
export const SURFACE = {
  ageRecord: 0x0001,
  face: 0x0002,
  basicInformation: 0x0003,
  issuerCertificate: 0x0004,
  myNumberImage: 0x0005,
  /** The six digits of the birth date */
  birthdate: 0x0011,
  /** 照合番号B and A */
  numberB: 0x0012,
  numberA: 0x0013,
} as const;

/** Tags of the data objects in those files (facts a.7). */
export const SURFACE_TAG = {
  ageRecord: 0xff10,
  ageBirthdate: 0xdf11,
  ageKey: 0xdf12,
  ageSignature: 0xdf13,
  face: 0xff20,
  offsets: 0xdf21,
  birthdate: 0xdf22,
  gender: 0xdf23,
  key: 0xdf24,
  nameImage: 0xdf25,
  addressImage: 0xdf26,
  portrait: 0xdf27,
  signature: 0xdf28,
  expiry: 0xdf29,
  securityCodeImage: 0xdf2a,
  basicInformation: 0xff30,
  identification: 0xdf31,
  keyId: 0xdf32,
  version: 0xdf33,
  municipality: 0xdf34,
  opaque: 0xdf35,
  myNumberImage: 0xff40,
  image: 0xdf41,
  imageKey: 0xdf42,
  imageSignature: 0xdf43,
} as const;
