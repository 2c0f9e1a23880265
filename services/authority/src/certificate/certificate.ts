/**
 * The one spelling under which a serial number is stored: lower-case hexadecimal of the shortest unsigned octets. A
 * client may send the zero octet that a DER integer needs before a first bit that is set, or more of them.
 */
export function normaliseSerial(hex: string): string {
  return hex.toLowerCase().replace(/^(?:00)+(?=..)/, '');
}
