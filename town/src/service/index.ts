/**
 * Each service of the town as an operator would run it: its own folder of keys, its own store, its own tokens, its
 * own port. Owns what has to be wired; refuses shortcuts: the services speak HTTP to each other here too.
 */
export { startAuthority } from './authority.ts';
export { type Ground, listen, type StartedService } from './ground.ts';
export { startPhone } from './phone.ts';
export { startProvider } from './provider.ts';
export { startReservation } from './reservation.ts';
export { startSubstitute } from './substitute.ts';
export { type StartedTimestamp, startTimestamp } from './timestamp.ts';
export { startTownOffice, TOWN_OFFICE_TENANT } from './town-office.ts';
export { OPERATOR_ID, startVerifier } from './verifier.ts';
