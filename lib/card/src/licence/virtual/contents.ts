/** The files of a licence, whole: what personalisation writes. Those that are absent are filled with FF. */
export interface LicenceContents {
  readonly commonData: Uint8Array;
  readonly pinSetting: Uint8Array;
  readonly items: Uint8Array;
  readonly domicile: Uint8Array;
  readonly externalCharacters?: Uint8Array;
  readonly changes?: Uint8Array;
  readonly changedExternalCharacters?: Uint8Array;
  readonly domicileChanges?: Uint8Array;
  readonly signature: Uint8Array;
  readonly photo: Uint8Array;
}
