/** Elementary files of the common application (facts a.8); 0001 and 0002 consist of records. */
export const COMMON = {
  cardInformation: 0x0001,
  keyReference: 0x0002,
  /** Key of INTERNAL AUTHENTICATE, whose public half is nowhere on the card */
  internalKey: 0x0019,
  pin: 0x001c,
} as const;
