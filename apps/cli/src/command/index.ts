/**
 * What the commands do, as functions that could be called without a command line: list people, administer relying
 * parties and make their keys, become the town. Each throws a CommandProblem; none of them reads what was typed.
 */
export { type Administration, addClient, listClients, readJwks, removeClient } from './client.ts';
export { createKey, KEY_ALGORITHMS, type KeyAlgorithm } from './key.ts';
export { listPeople, peopleOf } from './person.ts';
export { up } from './up.ts';
