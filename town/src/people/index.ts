/**
 * The twelve people of the town: who they are, what is on their cards, which PINs open them and how their login
 * ends; and the cards of other kinds that two of them have. Owns the table and nothing that runs; refuses real names, places and numbers: the prefecture does not
 * exist, no prefecture has the number 48, and every My Number begins with 999000000.
 *
 * Everything is fixed but the birthdate of the child, who must still be a child on the day on which the town is
 * seeded (birthdate.ts); when cards were handed out is counted from that day too (../seed).
 */

export { birthdateOf } from './birthdate.ts';
export { describePeople, type PersonDescription } from './describe.ts';
export { MUNICIPALITIES, type MunicipalityName, municipalityNamed } from './municipality.ts';
export {
  LICENCE_CARD,
  licencePhoto,
  OTHER_CARD_IDS,
  RESIDENCE_CARD,
  residenceFront,
  residencePortrait,
} from './other-card/index.ts';
export type {
  Birth,
  LoginOutcome,
  Municipality,
  Person,
  PersonId,
  Pins,
  SigningOutcome,
  Story,
  Text,
} from './person.ts';
export { PERSON_IDS } from './person.ts';
export { portraitDrawing, portraitOf } from './portrait/index.ts';
export { type FourItems, fourItemsOf, residentRecordOf } from './record.ts';
export { findPerson, PEOPLE } from './table.ts';
