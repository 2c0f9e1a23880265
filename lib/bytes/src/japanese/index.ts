/**
 * Japanese dates and times, and the character sets of the registers and cards: the one place that knows when eras begin, which
 * days there are and how far Japan is ahead. Names and addresses themselves are never changed here. The certificates
 * use the era's digit; cards print and store era years (the card's check number B, driver's licences).
 */
export {
  type EraDate,
  type EraNumber,
  fromCertificateDate,
  fromEraDate,
  isCalendarDate,
  isEraDate,
  toCertificateDate,
  toEraDate,
} from './era.ts';
export { jstDate, jstDateTime, jstDay, jstMidnight } from './japan-time.ts';
export { isJisCharacter } from './jis.ts';
export { fromJisX0208, toJisX0208 } from './jis-x0208.ts';
