/**
 * Fills a new town: every person goes to the counter of the authority, gets a card, and their story is told (lost,
 * moved, run out, renewed, blocked). Owns the file `town/seed.json`, which says when the town was founded and whether
 * everybody has their card. Refuses to do anything twice: a seeding that was cut short goes on where it stopped.
 */
export { createDesk, type Desk, DeskRefusal, fetchTrust } from './desk.ts';
export { renewPerson } from './renew.ts';
export { newcomersCard, type Seeding, seedPeople } from './seed.ts';
export { readSeed, type SeedData, writeSeed } from './seed-data.ts';
