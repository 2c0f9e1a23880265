/**
 * Several nodes on one database, as a nation's operator runs them, and everything that can go wrong between them: crossed answers, double
 * use, killed processes, a killed or moved database, cut lines, jumping clocks. Owns the scenarios, the faults and the history that is
 * judged afterwards. `npm run prove -- --help`.
 */
export { SCENARIOS } from './scenario/index.ts';
