/**
 * Whether a signed application is taken: by what the provider said of the certificate, what the verifier found, and whether
 * whoever signed is who applies. Refuses whatever is not known to be good, with a reason that a person can act on.
 */
export { type Decision, decide, type Refusal } from './decide.ts';
export { isSamePerson } from './same-person.ts';
