/** The common application (共通カードAP): which card this is, as records. */
export { type CardInformation, encodeCardInformation, parseCardInformation } from './card-information.ts';
export { COMMON } from './ef.ts';
