/**
 * The benchmark of the app: a whole login in a real browser as on a cheap phone with a slow connection, from the relying party's button to
 * its own page again. Owns what is measured, beside which limit; never a test, it asserts no time.
 */
export { type AppBenchOptions, runAppBench } from './run.ts';
