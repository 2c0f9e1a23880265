/**
 * Languages and texts, for servers and browsers alike: which language a person reads, how a catalogue of texts is
 * written so that a missing translation does not compile, the words every page shares, and how the four items and
 * times are shown. Holds no text of a single page; that stands in the page's own room.
 */
export {
  type Catalogue,
  catalogue,
  type Translated,
  type Translation,
  type TranslationOf,
} from './catalogue.ts';
export { ITEM_NAMES, type Item, type ItemName, readableDate, readableGender, readableItem } from './items.ts';
export {
  chooseLanguage,
  LANGUAGES,
  type Language,
  languageLinks,
  parseLanguage,
  requestLanguage,
} from './language.ts';
export { SHARED_TEXTS, type SharedTexts } from './shared.ts';
export { exactTime, readableDay, readableTime } from './times.ts';
