/**
 * What the commands do, as functions that could be called without a command line: list people, administer relying
 * parties and platform operators, make keys of the former, become the town. Each throws a CommandProblem; none of them reads what was typed.
 */
export { type Administration, administer, readJson, readJwks, type Signer } from './administration.ts';
export { addClient, listClients, removeClient } from './client.ts';
export { createKey, KEY_ALGORITHMS, type KeyAlgorithm, readSigningKey, writeNew } from './key.ts';
export { addOperator, listOperators, removeOperator } from './operator.ts';
export { listPeople, peopleOf } from './person.ts';
export { administrators, keys, serve } from './serve.ts';
export { up } from './up.ts';
