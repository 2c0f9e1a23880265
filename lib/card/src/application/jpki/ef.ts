/** Elementary files of the JPKI application; each number is also the short file identifier (facts a.4). */
export const JPKI = {
  /** 署名用電子証明書, behind the signature password */
  signatureCertificate: 0x0001,
  signatureCaCertificate: 0x0002,
  tokenInformation: 0x0006,
  availability: 0x0008,
  /** 利用者証明用電子証明書, free to read */
  authenticationCertificate: 0x000a,
  authenticationCaCertificate: 0x000b,
  authenticationKey: 0x0017,
  authenticationPin: 0x0018,
  signatureKey: 0x001a,
  signaturePin: 0x001b,
} as const;

/** Token labels: what kind of device answers (facts a.4). The virtual card is a card; phones have their own labels. */
export const TOKEN_LABEL = {
  myNumberCard: 'JPKIAPICCTOKEN2',
  android: 'JPKIAPGPSETOKEN',
  iphone: 'JPKIAPIOSTOKEN',
} as const;
