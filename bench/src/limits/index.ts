/**
 * What limits cost: counting a request beside `rate-limiter-flexible` in memory and a bare Map, the door for a request that is let in, and a
 * refused request as a whole over HTTP beside `node:http` alone. Owns what is measured; never a test, it asserts no time.
 */
export { type LimitsBenchOptions, runLimitsBench } from './run.ts';
