/**
 * `npm start`: the whole town in one process on this machine's loopback, until it is told to stop. Owns the order in
 * which services start, the people and their cards, and what is printed; the services themselves are as an
 * operator would run them.
 */
import { runTown } from './run.ts';

process.exitCode = await runTown();
