/**
 * The card box: the drawer in which the town's virtual cards lie, of every kind, and the reader they are laid on.
 *
 * Owns one file per card (contents, keys, PIN counters), `GET /box/cards` and the WebSocket `/box/cards/{id}`, over
 * which one connection is one activation of a card. Refuses pages of other origins, anybody not on this machine,
 * and to answer before a changed PIN counter is on disk. It plays hardware: it knows no person, no PKI and no rule of
 * the login.
 */
export { type Box, openBox } from './box.ts';
export {
  type BoxCard,
  CARD_DATA_VERSION,
  type CardData,
  type LicenceCard,
  type MyNumberCard,
  type ResidenceCard,
} from './card-data.ts';
export { refuse } from './visitor.ts';
