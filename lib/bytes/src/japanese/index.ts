/** Japanese dates and the character sets of the registers. Names and addresses themselves are never changed here. */
export {
  type EraDate,
  type EraNumber,
  formatEraDate,
  fromCertificateDate,
  fromEraDate,
  isCalendarDate,
  toCertificateDate,
  toEraDate,
} from './era.ts';
export { isJisCharacter } from './jis.ts';
