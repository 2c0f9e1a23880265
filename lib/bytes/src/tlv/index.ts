/** BER-TLV (ISO 7816-4, 5.2.2), as the card's data objects use it. */
export { encodeTlv, parseTlv, type Tlv } from './tlv.ts';
