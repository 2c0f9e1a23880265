/**
 * The benchmark of the PKI: each file a measurement that takes its figures side by side with a peer or a limit, in one run. Owns
 * what is measured and how it is told; never a test, it asserts no time. A new measurement is a file with a `Measurement`
 * and a line in `run.ts`.
 */
export type { PkiBenchOptions } from './figure.ts';
export { MEASUREMENTS, type PkiBenchResult, runPkiBench } from './run.ts';
