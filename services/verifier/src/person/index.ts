/**
 * Who somebody is to a tenant: a person id that survives renewal of the certificate, the card and the phone, and that no two
 * tenants share. Knows no name and keeps no serial number; refuses to guess when the authority does not say which certificates
 * belong together.
 */
export { findPerson } from './person.ts';
export { forgetPerson, PERSON_TABLES } from './person-store.ts';
