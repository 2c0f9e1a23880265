/**
 * Who somebody is to us and to each relying party: a person id that survives renewal of the certificate, the card
 * and the phone, and the pairwise subject made from it. Knows no name and keeps no serial number; refuses to guess
 * when the authority does not say which certificates belong together.
 */
export { findPerson } from './person.ts';
export { PERSON_INDEXES, PERSON_INDEXES_FORMERLY, PERSON_TABLES } from './person-store.ts';
export { pairwiseSubject } from './subject.ts';
