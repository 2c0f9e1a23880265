/**
 * The benchmark of the verifier: durable verifications beside what they cannot be faster than, proofs and checks in a large tree, and what a
 * record takes on disk. Owns what is measured and how it is told; never a test, it asserts no time.
 */
export type { VerifyBenchOptions } from './figure.ts';
export { runVerifyBench, VERIFY_MEASUREMENTS } from './run.ts';
