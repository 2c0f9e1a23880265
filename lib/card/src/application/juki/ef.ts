/** Elementary files of the resident registry's application (facts a.8); 0002 consists of records. */
export const JUKI = {
  keyReference: 0x0002,
  pin: 0x001c,
} as const;
