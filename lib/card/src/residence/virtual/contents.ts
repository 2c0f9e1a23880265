/** The files of a residence card, whole. Those that only a residence card has are absent from a certificate. */
export interface ResidenceContents {
  readonly commonData: Uint8Array;
  readonly cardType: Uint8Array;
  readonly frontImage: Uint8Array;
  readonly portrait: Uint8Array;
  readonly address: Uint8Array;
  readonly comprehensivePermission?: Uint8Array;
  readonly individualPermission?: Uint8Array;
  readonly renewal?: Uint8Array;
  readonly signature: Uint8Array;
}
