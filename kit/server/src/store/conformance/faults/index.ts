/**
 * What a service does while its database is at fault. Owns: the faults, on a real PostgreSQL on a small disk of its own; what a request
 * changed; the judge: refused with 503 and nothing there, or done and all there. Refuses to know any service: who is tried brings its acts.
 */
export { type Act, describeFaults, type FaultSubject, type FaultTown } from './describe-faults.ts';
export { type FaultName, type FaultyDatabase, startFaultyPostgres } from './faulty-postgres.ts';
